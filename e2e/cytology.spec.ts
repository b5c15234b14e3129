import type { Page } from '@playwright/test';
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

test('smear pictures are added to a case, read, shown one by one, and can be taken out again', async ({
  page,
}, testInfo) => {
  const files = writeFiles(testInfo.outputPath('smears'), {
    'smear one.png': await smearPng(1),
    'smear two.png': await smearPng(2),
    'neck.png': await specklePng(3),
  });
  await page.getByText('Two nodules', { exact: true }).first().click();
  const panel = page.getByRole('region', { name: 'Needle cytology' });

  await test.step('a file that is no smear is named with the reason; the others are kept', async () => {
    await choose(page, Object.values(files));
    await expect(page.getByText(/neck\.png is not coloured like a stained smear/)).toBeVisible();
    await expect(page.getByText('2 smear pictures added. Assess again to have them read.')).toBeVisible();
    await expect(panel.getByRole('button', { name: 'Needle cytology: 2 pictures' })).toContainText(
      'not read yet',
    );
  });

  await test.step('assessed again, the case carries an answer of its own beside the estimate', async () => {
    await page.getByRole('button', { name: 'Assess again', exact: true }).click();
    await expect(panel.getByRole('button', { name: 'Needle cytology: 2 pictures' })).toContainText(
      /Bethesda (IV|V|VI) \d+%/,
      { timeout: 90_000 },
    );
  });

  const sheet = page.getByRole('dialog', { name: 'Needle cytology' });
  await test.step('every picture shows its own answer, and the sheet says what it must not be asked', async () => {
    await panel.getByRole('button', { name: 'Needle cytology: 2 pictures' }).click();
    await expect(sheet.getByRole('img', { name: /Smear picture/ })).toHaveCount(2);
    await expect(sheet.getByText(/names one of them whatever it is shown/)).toBeVisible();
    for (const name of ['smear one.png', 'smear two.png']) {
      const card = sheet.getByRole('listitem').filter({ hasText: name });
      await expect(card.getByText(/^\d+%$/)).toHaveCount(3);
    }
    await page.screenshot({ path: testInfo.outputPath('cytology.png') });
  });

  await test.step('a picture taken out can be brought back with its answer', async () => {
    await sheet.getByRole('button', { name: 'Take smear one.png out of this case' }).click();
    await expect(sheet.getByRole('img', { name: /Smear picture/ })).toHaveCount(1);
    await expect(sheet.getByText('Some pictures have not been read yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(sheet.getByRole('img', { name: /Smear picture/ })).toHaveCount(2);
    await expect(sheet.getByText('Some pictures have not been read yet.')).toBeHidden();
  });

  await test.step('after a reload everything is still there', async () => {
    await page.reload();
    await expect(panel.getByRole('button', { name: 'Needle cytology: 2 pictures' })).toBeVisible();
  });
});
