import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openTestStore, TEST_USER } from '../main/access/testing/testStore.ts';
import { createCase } from '../main/store/index.ts';
import { makeCase } from '../main/store/testing/fixtures.ts';
import { expect, test } from './launch.ts';

test.use({
  prepareData: {
    run: async (folder) => {
      const store = await openTestStore(folder);
      for (const label of ['Case 12', 'Case 13']) createCase(store, makeCase({ label }));
      store.close();
    },
  },
});

async function openBackups(page: Page) {
  await page.getByRole('button', { name: /Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Backup and restore' }).click();
  return page.getByRole('dialog', { name: 'Backup and restore' });
}

test('a backup made while working brings back a case that was then removed for good @web', async ({
  page,
  dataFolder,
}) => {
  const sheet = await openBackups(page);
  await expect(sheet.getByText(/lie on the same disk/)).toBeVisible();
  await expect(sheet.getByText('There is no backup here yet.')).toBeVisible();
  await sheet.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByText(/Backed up and checked: 2 cases/)).toBeVisible({ timeout: 30_000 });
  await expect(sheet.getByRole('row').nth(1)).toContainText('asked for');
  const [name] = readdirSync(join(dataFolder, 'backups'));
  await page.keyboard.press('Escape');

  // Removed for good: the screen names the backup that still holds the patient.
  await page.getByText('Case 13').first().hover();
  await page.getByRole('checkbox', { name: 'Mark Case 13' }).check();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Remove for good…' }).click();
  const question = page.getByRole('dialog', { name: 'Remove for good? Cases: 1' });
  await expect(question.getByText(name!)).toBeVisible();
  await question.getByLabel('I understand that this cannot be undone').check();
  await question.getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByText('Removed for good. Cases: 1')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Work list' }).getByText('Case 13')).toBeHidden();

  const again = await openBackups(page);
  await again.getByRole('button', { name: 'Restore…' }).last().click();
  const restore = page.getByRole('dialog', { name: 'Restore a backup' });
  await restore.getByLabel('Its passphrase at that time').fill('wrong');
  await restore.getByRole('button', { name: 'Show what is in it' }).click();
  await expect(restore.getByRole('alert')).toContainText('This is not the passphrase');
  await restore.getByLabel('Its passphrase at that time').fill(TEST_USER.passphrase);
  await restore.getByRole('button', { name: 'Show what is in it' }).click();
  const cases = restore.getByRole('row', { name: /^Cases/ }).getByRole('cell');
  await expect(cases.nth(1)).toHaveText('2');
  await expect(cases.nth(2)).toHaveText('1');
  await restore.getByRole('button', { name: 'Replace and restore' }).click();

  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible({ timeout: 30_000 });
  await page.getByLabel('Passphrase', { exact: true }).fill(TEST_USER.passphrase);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Case 13').first()).toBeVisible();
  // What was replaced is a backup too.
  expect(readdirSync(join(dataFolder, 'backups')).some((file) => file.includes('beforeRestore'))).toBe(true);
});
