import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openTestStore, TEST_USER } from '../main/access/testing/testStore.ts';
import { createCase, openStore } from '../main/store/index.ts';
import { makeCase } from '../main/store/testing/fixtures.ts';
import { expect, test } from './launch.ts';

const PASSPHRASE = 'seven green apples';

async function setUp(page: Page): Promise<string> {
  await page.getByLabel('Your name, as colleagues see it').fill('Dr Li');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('The same again').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Create the store' }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery code' })).toBeVisible();
  const code = await page.getByRole('status', { name: 'Your recovery code' }).innerText();
  await expect(page.getByRole('button', { name: 'Open ThyroMap' })).toBeDisabled();
  await page.getByLabel('I have written it down').check();
  await page.getByRole('button', { name: 'Open ThyroMap' }).click();
  await expect(page.getByRole('region', { name: 'Work list' })).toBeVisible();
  return code;
}

async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: /^(Unlock|Sign in)$/ }).click();
}

test.describe('on a new computer', () => {
  test.use({ access: 'screen' });

  test('the first start asks once, and what was typed outlives the lock', async ({ page }) => {
    await expect(page.getByRole('heading', { name: 'Set up your case store' })).toBeVisible();
    const code = await setUp(page);
    await page.keyboard.press('n');
    await page.getByLabel('Ultrasound report').fill('Hypoechoic nodule of Wang Fang');

    await page.keyboard.press('Control+Shift+L');
    await expect(page.getByRole('heading', { name: 'ThyroMap is locked' })).toBeVisible();
    // Gone from the page, not hidden in it, and not in the browser's own storage.
    // Locking loads the page anew: whoever asks in that moment asks a page that goes.
    await expect(async () => {
      const held = await page.evaluate(
        () => document.documentElement.outerHTML + JSON.stringify({ ...sessionStorage, ...localStorage }),
      );
      expect(held).not.toContain('Wang Fang');
    }).toPass();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'ThyroMap is locked' })).toBeVisible();

    await unlock(page, 'not it');
    await expect(page.getByText('This is not the passphrase of this profile.')).toBeVisible();
    await page.getByRole('button', { name: 'Passphrase forgotten?' }).click();
    await page.getByLabel('Recovery code').fill(`${code.slice(0, -1)}?`);
    await page.getByLabel('New passphrase').fill('eight red apples');
    await page.getByLabel('The same again').fill('eight red apples');
    await page.getByRole('button', { name: 'Open and set the passphrase' }).click();
    await expect(page.getByText(/There is a slip in the recovery code/)).toBeVisible();
    await page.getByLabel('Recovery code').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Open and set the passphrase' }).click();
    await expect(page.getByLabel('Ultrasound report')).toHaveValue('Hypoechoic nodule of Wang Fang');
  });

  test('the examples can be looked at without a passphrase, and nothing stays on the disk', async ({
    page,
    dataFolder,
  }) => {
    await page.getByRole('button', { name: 'Try the examples without a passphrase' }).click();
    await expect(page.getByText(/Demonstration: examples only/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Lock now' })).toBeHidden();
    await page.getByRole('button', { name: 'Set up your own store' }).click();
    await expect(page.getByRole('heading', { name: 'Set up your case store' })).toBeVisible();
    expect(readdirSync(dataFolder).filter((name) => /sqlite|key/.test(name))).toEqual([]);
  });

  test('in Chinese from the first word on', async ({ page }) => {
    await page.getByText('中文', { exact: true }).click();
    await expect(page.getByRole('heading', { name: '设置您的病例库' })).toBeVisible();
    await page.getByLabel('您的姓名（同事可见）').fill('李医生');
    await page.getByLabel('口令', { exact: true }).fill(PASSPHRASE);
    await page.getByLabel('再次输入').fill(PASSPHRASE);
    await page.getByRole('button', { name: '创建病例库' }).click();
    await page.getByLabel('我已记下').check();
    await page.getByRole('button', { name: '打开 ThyroMap' }).click();
    await expect(page.getByRole('heading', { name: '甲状腺手术前的侧颈转移风险' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: '立即锁定' })).toBeVisible();
  });
});

test.describe('cases of an earlier version', () => {
  test.use({
    access: 'screen',
    prepareData: {
      run: (folder) => {
        const store = openStore(folder);
        createCase(store, makeCase({ label: 'Wang Fang' }));
        store.close();
      },
    },
  });
  test('are taken over and encrypted at the first start', async ({ page, dataFolder }) => {
    await expect(page.getByText(/not encrypted yet/)).toBeVisible();
    await page.getByLabel('Your name, as colleagues see it').fill('Dr Li');
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByLabel('The same again').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Encrypt and open' }).click();
    await page.getByRole('button', { name: 'Go on without' }).click();
    await expect(page.getByText('Wang Fang').first()).toBeVisible();
    for (const name of readdirSync(dataFolder, { recursive: true, encoding: 'utf8' })) {
      if (!/sqlite/.test(name)) continue;
      expect(readFileSync(join(dataFolder, name)).includes('Wang Fang'), name).toBe(false);
    }
  });
});

test.describe('several people', () => {
  test.use({
    prepareData: {
      run: async (folder) => {
        const store = await openTestStore(folder);
        createCase(store, makeCase({ label: 'Case 12' }));
        store.close();
      },
    },
  });
  test('a reader looks and changes nothing; the log says who did what @web', async ({ page }) => {
    await page.getByRole('button', { name: `Signed in as ${TEST_USER.name}` }).click();
    await page.getByRole('menuitem', { name: 'People and access' }).click();
    await page.getByRole('button', { name: 'Add a person' }).click();
    const form = page.getByRole('form', { name: 'Add a person' });
    await form.getByLabel('Name').fill('Ben');
    await form.getByLabel('Role').selectOption('Reader');
    await form.getByLabel('First passphrase; they can change it').fill(PASSPHRASE);
    await form.getByLabel('The same again').fill(PASSPHRASE);
    await form.getByRole('button', { name: 'Add' }).click();
    await expect(page.getByLabel('Role: Ben')).toHaveValue('reader');
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: /Signed in as/ }).click();
    await page.getByRole('menuitem', { name: 'Another person…' }).click();
    await page.getByRole('combobox', { name: 'Profile' }).click();
    await page.getByRole('option', { name: 'Ben' }).click();
    await unlock(page);
    await expect(page.getByText('Case 12').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'New case' })).toBeHidden();
    await page.getByRole('button', { name: 'Signed in as Ben' }).click();
    await expect(page.getByRole('menuitem', { name: 'Audit log' })).toBeHidden();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Lock now' }).click();
    await page.getByRole('combobox', { name: 'Profile' }).click();
    await page.getByRole('option', { name: TEST_USER.name }).click();
    await unlock(page, TEST_USER.passphrase);
    await page.getByRole('button', { name: /Signed in as/ }).click();
    await page.getByRole('menuitem', { name: 'Audit log' }).click();
    const log = page.getByRole('dialog', { name: 'Audit log' });
    await log.getByLabel('Who').selectOption('Ben');
    await expect(log.getByRole('row')).toHaveCount(3);
    await expect(log.getByRole('row').nth(2)).toContainText('Signed in');
    await log.getByRole('button', { name: 'Verify' }).click();
    await expect(log.getByText(/The log is whole/)).toBeVisible();
  });
});
