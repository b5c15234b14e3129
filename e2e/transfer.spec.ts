import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { say } from '../app/words/say.ts';
import { makeTestKeys } from '../main/access/testing/testStore.ts';
import { expect, startWebHost, test } from './launch.ts';
import { seeded } from './seededFolders.ts';

test.use({ prepareData: seeded });

const t = (key: Parameters<typeof say>[1], values?: Parameters<typeof say>[2]) => say('en', key, values);
const PASSPHRASE = 'three blue plums';

async function openReceiving(page: Page) {
  await page.getByRole('button', { name: t('shell.import'), exact: true }).click();
  await page.getByRole('menuitem', { name: t('transfer.title') }).click();
  return page.getByRole('dialog', { name: t('transfer.title') });
}

test('a case goes to another workstation in one file: the wrong passphrase is named, what is in it is shown first, twice changes nothing @web', async ({
  page,
  browser,
  contextOptions,
  viewport,
}, testInfo) => {
  const file = testInfo.outputPath('cases.tmcases');
  await test.step('made here, under a passphrase of its own', async () => {
    await page.getByText('Two nodules').first().hover();
    await page.getByRole('checkbox', { name: 'Mark Two nodules' }).check();
    await page.getByRole('button', { name: t('list.more') }).click();
    await page.getByRole('menuitem', { name: t('transfer.exportAction') }).click();
    const sheet = page.getByRole('dialog', { name: t('transfer.exportTitle') });
    await sheet.getByLabel(t('transfer.passphrase')).fill(PASSPHRASE);
    await sheet.getByLabel('The same again').fill(PASSPHRASE);
    const saving = page.waitForEvent('download');
    await sheet.getByRole('button', { name: t('transfer.exportGo') }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toMatch(/^thyromap-cases-.*\.tmcases$/);
    await download.saveAs(file);
  });

  const folder = mkdtempSync(join(tmpdir(), 'thyromap-e2e-other-'));
  await makeTestKeys(folder);
  const other = await startWebHost(folder);
  const context = await browser.newContext({ ...contextOptions, viewport });
  try {
    const there = await context.newPage();
    await there.goto(other.address);
    await there.waitForURL((url) => !url.searchParams.has('token'));
    const list = there.getByRole('region', { name: 'Work list' });
    await expect(there.getByRole('button', { name: t('shell.newCase') }).first()).toBeVisible();

    const sheet = await openReceiving(there);
    await test.step('a wrong passphrase is named, and nothing is shown', async () => {
      await there.locator('input[type=file][accept=".tmcases"]').setInputFiles(file);
      await sheet.getByLabel(t('transfer.passphraseOf')).fill('not this one');
      await sheet.getByRole('button', { name: t('transfer.look') }).click();
      await expect(sheet.getByRole('alert')).toContainText('cases.tmcases');
      await expect(sheet.getByRole('alert')).toContainText(/not the passphrase/);
      await expect(sheet.getByRole('table')).toBeHidden();
    });

    await test.step('what is in it is shown before anything comes in', async () => {
      await sheet.getByLabel(t('transfer.passphraseOf')).fill(PASSPHRASE);
      await sheet.getByRole('button', { name: t('transfer.look') }).click();
      const row = sheet.getByRole('row').nth(1);
      await expect(row).toContainText('Two nodules');
      await expect(row).toContainText('2 / 0');
      await expect(row).toContainText(t('transfer.arrival.new'));
      await expect(list.getByText('Two nodules')).toHaveCount(0);
      await sheet.getByRole('button', { name: t('transfer.receive', { n: 1 }) }).click();
      await expect(there.getByText(t('transfer.received', { n: 1, m: 0 }))).toBeVisible();
    });

    await test.step('it is the same case, with both assessments and who made them', async () => {
      await list.getByText('Two nodules').first().click();
      await there.mouse.move(700, 20);
      await expect(there.getByRole('button', { name: '83%', exact: true })).toBeVisible();
      await expect(there.getByRole('button', { name: t('result.history', { n: 2 }) })).toBeVisible();
      await expect(there.locator('[data-panel] canvas').first()).toBeVisible();
    });

    await test.step('brought in again it is known, and nothing is doubled', async () => {
      const again = await openReceiving(there);
      await there.locator('input[type=file][accept=".tmcases"]').setInputFiles(file);
      await again.getByLabel(t('transfer.passphraseOf')).fill(PASSPHRASE);
      await again.getByRole('button', { name: t('transfer.look') }).click();
      await expect(again.getByRole('row').nth(1)).toContainText(t('transfer.arrival.here'));
      await expect(again.getByText(t('transfer.nothingNew'))).toBeVisible();
      await there.keyboard.press('Escape');
      await expect(list.getByRole('checkbox', { name: 'Mark Two nodules' })).toHaveCount(1);
    });
  } finally {
    await context.close();
    await other.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
