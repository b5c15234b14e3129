import type { Locator } from '@playwright/test';
import { say } from '../app/words/say.ts';
import { openTestStore, TEST_DATA_KEY, TEST_SCRYPT_N, TEST_USER } from '../main/access/testing/testStore.ts';
import { changeKeyFile, setPassphrase } from '../main/keys/keyRing.ts';
import { addUser } from '../main/store/users.ts';
import { expect, test } from './launch.ts';
import { seeded } from './seededFolders.ts';

const t = (key: Parameters<typeof say>[1], values?: Parameters<typeof say>[2]) => say('en', key, values);
const LOOKS_ONLY = t('access.needs.clinician');

test.use({
  prepareData: {
    run: async (folder) => {
      await seeded.run(folder);
      const store = await openTestStore(folder);
      addUser(store, { id: TEST_USER.userId, name: TEST_USER.name, role: 'administrator' });
      const { id, name } = addUser(store, { name: 'Ben', role: 'reader' });
      store.close();
      await setPassphrase(
        folder,
        TEST_DATA_KEY,
        { userId: id, name, passphrase: 'a passphrase' },
        TEST_SCRYPT_N,
      );
      // The test's key opens as who was signed in last.
      changeKeyFile(folder, () => ({ lastUserId: id }));
    },
  },
});

test('what a reader may not do is not offered, or says why', async ({ page }) => {
  const reason = (control: Locator) => expect(control).toHaveAttribute('title', LOOKS_ONLY);
  await expect(page.getByRole('button', { name: 'Signed in as Ben' })).toBeVisible();

  await test.step('nothing comes in', async () => {
    await expect(page.getByText('Two nodules').first()).toBeVisible();
    await expect(page.getByRole('button', { name: t('shell.newCase') })).toBeHidden();
    await expect(page.getByRole('button', { name: t('shell.import'), exact: true })).toBeHidden();
    await page.keyboard.press('n');
    await expect(page.getByRole('form', { name: 'New case' })).toBeHidden();
  });

  await test.step('a case is read whole, and nothing in it can be changed', async () => {
    await page.getByText('Two nodules', { exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Two nodules' })).toBeVisible();
    await page.mouse.move(700, 20);
    await expect(page.getByRole('button', { name: '83%', exact: true })).toBeVisible();
    for (const name of [t('result.reviewed'), t('result.reassess')]) {
      const button = page.getByRole('button', { name, exact: true });
      await expect(button).toBeDisabled();
      await reason(button);
    }
    await expect(page.getByRole('button', { name: t('result.editOutlines') })).toHaveCount(0);
    await expect(page.getByRole('button', { name: t('result.edit'), exact: true })).toHaveCount(0);
    await expect(page.getByRole('button', { name: t('cytology.add') })).toHaveCount(0);
    await expect(page.getByRole('combobox', { name: t('outcome.lateral') })).toBeDisabled();
    // It is this case as it stands, not one of the past.
    await expect(page.getByText(t('result.backToNewest'))).toBeHidden();
    await page.keyboard.press('e');
    await expect(page.getByRole('button', { name: t('result.edit.save'), exact: true })).toHaveCount(0);
    await page.keyboard.press('a');
    await page.keyboard.press('Delete');
    await expect(page.getByRole('heading', { level: 1, name: 'Two nodules' })).toBeVisible();
  });

  await test.step('marked cases can be read, not moved', async () => {
    await page.getByText('No scale').first().hover();
    await page.getByRole('checkbox', { name: 'Mark No scale' }).check();
    const bar = page.getByRole('toolbar', { name: t('list.marked', { n: 1 }) });
    const remove = bar.getByRole('button', { name: t('list.delete') });
    await expect(remove).toHaveAttribute('aria-disabled', 'true');
    await remove.hover();
    await expect(page.getByRole('tooltip', { name: LOOKS_ONLY })).toBeVisible();
    await remove.click({ force: true });
    await expect(page.getByText('No scale').first()).toBeVisible();
    await expect(bar.getByRole('button', { name: t('list.more') })).toBeHidden();
    await bar.getByRole('button', { name: t('list.clearMarks') }).click();
  });

  await test.step('models and settings are shown, an administrator’s doings with the reason', async () => {
    await page.getByRole('button', { name: t('shell.models') }).click();
    const models = page.getByRole('dialog', { name: t('shell.models') });
    const zip = models.getByRole('button', { name: t('models.importZip') });
    await expect(zip).toBeDisabled();
    await expect(zip).toHaveAttribute('title', t('access.needs.administrator'));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: t('shell.settings') }).click();
    const settings = page.getByRole('dialog', { name: t('shell.settings') });
    await expect(settings.getByText(t('access.needs.administrator'))).toBeVisible();
    await expect(settings.getByLabel(t('settings.prevalence'))).toBeDisabled();
    await expect(settings.getByRole('radio', { name: 'EN', exact: true })).toBeEnabled();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Signed in as/ }).click();
    await expect(page.getByRole('menuitem', { name: t('people.title') })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: t('backup.title') })).toBeHidden();
    await page.keyboard.press('Escape');
  });

  await test.step('and nothing that was tried was refused by the backend', async () => {
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});
