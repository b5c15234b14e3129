import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './launch.ts';
import { smearPng, specklePng, writeFiles } from './pictures.ts';
import { seeded } from './seededFolders.ts';

test.use({ prepareData: seeded });

/** Answers the system's file chooser that a button opens. */
async function choose(page: Page, files: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page
    .getByRole('region', { name: 'Needle cytology' })
    .getByRole('button', { name: 'Add pictures…' })
    .click();
  await (await chooser).setFiles(files);
}

/** Drops a file as a file manager does. */
async function drop(page: Page, target: Locator, file: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ base64, name }) => {
      const given = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      given.items.add(new File([bytes], name, { type: 'image/png' }));
      return given;
    },
    { base64: readFileSync(file).toString('base64'), name: basename(file) },
  );
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await target.dispatchEvent(event, { dataTransfer: transfer });
  }
}

/** The case is assessed for real, by every pack. */
test.setTimeout(600_000);

test('smear pictures are added to a case, read, shown one by one, and can be taken out again', async ({
  page,
}, testInfo) => {
  const files = writeFiles(testInfo.outputPath('smears'), {
    'smear one.png': await smearPng(5),
    'smear two.png': await smearPng(7),
    'drawn.png': await smearPng(8),
    'neck.png': await specklePng(3),
  });
  await page.getByText('Two nodules', { exact: true }).first().click();
  const panel = page.getByRole('region', { name: 'Needle cytology' });

  await test.step('a file that is no smear is named with the reason; the others are kept', async () => {
    await choose(page, [files['smear one.png']!, files['drawn.png']!, files['neck.png']!]);
    await expect(page.getByText(/neck\.png is not coloured like a stained smear/)).toBeVisible();
    await expect(
      page.getByText('2 smear pictures added. Assess again to have them read.').first(),
    ).toBeVisible();
  });

  await test.step('a picture dropped on the panel joins the case and starts no new one', async () => {
    await drop(page, panel, files['smear two.png']!);
    await expect(page.getByRole('form', { name: 'New case' })).toBeHidden();
    await expect(panel.getByRole('button', { name: 'Needle cytology: 3 pictures' })).toContainText(
      'not read yet',
    );
  });

  await test.step('assessed again, the case carries an answer of its own beside the estimate', async () => {
    await page.getByRole('button', { name: 'Assess again', exact: true }).last().click();
    await expect(panel.getByRole('button', { name: 'Needle cytology: 3 pictures' })).toContainText(
      /Bethesda (IV|V|VI) \d+%/,
      { timeout: 240_000 },
    );
  });

  const sheet = page.getByRole('dialog', { name: 'Needle cytology' });
  await test.step('every picture shows its own answer, and the sheet says what it must not be asked', async () => {
    await panel.getByRole('button', { name: 'Needle cytology: 3 pictures' }).click();
    await expect(sheet.getByRole('img', { name: /Smear picture/ })).toHaveCount(3);
    await expect(sheet.getByText(/names one of them for every smear/)).toBeVisible();
    for (const name of ['smear one.png', 'smear two.png']) {
      const card = sheet.getByRole('listitem').filter({ hasText: name });
      await expect(card.getByText(/^\d+%$/)).toHaveCount(3);
    }
    const left = sheet.getByRole('listitem').filter({ hasText: 'drawn.png' });
    await expect(left.getByText('Left out: unlike the smears it learned from')).toBeVisible();
    await expect(left.getByText(/^\d+%$/)).toHaveCount(0);
    await page.screenshot({ path: testInfo.outputPath('cytology.png') });
  });

  await test.step('a picture taken out can be brought back with its answer', async () => {
    await sheet.getByRole('button', { name: 'Take smear one.png out of this case' }).click();
    await expect(sheet.getByRole('img', { name: /Smear picture/ })).toHaveCount(2);
    await expect(sheet.getByText('Some pictures have not been read yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(sheet.getByRole('img', { name: /Smear picture/ })).toHaveCount(3);
    await expect(sheet.getByText('Some pictures have not been read yet.')).toBeHidden();
  });

  await test.step('after a reload everything is still there', async () => {
    await page.reload();
    await expect(panel.getByRole('button', { name: 'Needle cytology: 3 pictures' })).toBeVisible();
  });
});
