import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_STORE } from '../main/access/testing/testStore.ts';
import { generateStore } from '../main/store/generateStore.ts';
import { expect, startWebHost, test } from './launch.ts';

test.describe('a damaged store', () => {
  test.use({
    prepareData: {
      run: async (folder) => {
        await generateStore(folder, 20, { store: TEST_STORE });
        for (const name of readdirSync(folder)) {
          if (/\.(db|sqlite|store)$|thyromap/i.test(name))
            writeFileSync(join(folder, name), 'no store at all');
        }
      },
    },
  });
  test('is named on a screen of its own, with the folder and one thing to do', async ({
    page,
    dataFolder,
  }) => {
    await expect(page.getByRole('heading', { name: 'The case store is damaged' })).toBeVisible();
    await expect(page.getByText(dataFolder).first()).toBeVisible();
    await expect(page.getByText('Research use. Advises; does not decide.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'New case' })).toBeHidden();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'The case store is damaged' })).toBeVisible();
    await page.getByText('中文', { exact: true }).click();
    await expect(page.getByRole('heading', { name: '病例库已损坏' })).toBeVisible();
  });
});

test('a second window on the same store waits until the first is closed @web', async ({
  page,
  application,
  browser,
}) => {
  await expect(page.getByRole('region', { name: 'Work list' })).toBeVisible();
  const second = await startWebHost(application.dataFolder);
  const other = await (await browser.newContext()).newPage();
  await other.goto(second.address);
  await expect(other.getByRole('heading', { name: 'ThyroMap is already open' })).toBeVisible();
  await application.close();
  await other.getByRole('button', { name: 'Try again' }).click();
  await expect(other.getByRole('region', { name: 'Work list' })).toBeVisible();
  await other.context().close();
  await second.stop();
});

test('a lost connection is said, and what was typed stays @web', async ({ page, application }) => {
  await page.keyboard.press('n');
  await page.getByLabel('Ultrasound report').fill('Hypoechoic nodule.');
  await application.close();
  await expect(page.getByText(/The connection to ThyroMap is interrupted/)).toBeVisible();
  await expect(page.getByLabel('Ultrasound report')).toHaveValue('Hypoechoic nodule.');
  await page.getByLabel('Ultrasound report').fill('Hypoechoic nodule, 12 mm.');
  await expect(page.getByText('Research use. Advises; does not decide.')).toBeVisible();
});

test('altered models are named; saved cases can still be read @web', async ({
  page,
  application,
  browser,
}, testInfo) => {
  await page.close();
  await application.close();
  const packs = testInfo.outputPath('packs');
  cpSync(join(import.meta.dirname, '..', 'models', 'packs'), packs, { recursive: true });
  const pack = readdirSync(packs).find((name) => existsSync(join(packs, name, 'gland.onnx')));
  const file = join(packs, pack!, 'gland.onnx');
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(file, bytes);
  const host = await startWebHost(application.dataFolder, { THYROMAP_PACKS: packs });
  const other = await (await browser.newContext()).newPage();
  await other.goto(host.address);
  await expect(
    other.getByText(/The model file gland\.onnx in .* is not the one that was tested/),
  ).toBeVisible();
  await expect(other.getByRole('region', { name: 'Work list' })).toBeVisible();
  await other.getByRole('alert').getByRole('button', { name: 'Models' }).click();
  await expect(other.getByRole('dialog').getByText('not usable')).toBeVisible();
  await other.context().close();
  await host.stop();
});
