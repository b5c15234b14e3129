import { expect, test } from './launch.ts';

test('language and settings change at once and are there tomorrow @web', async ({ page, application }) => {
  await expect(page.getByRole('heading', { name: 'Lateral-neck risk before thyroid surgery' })).toBeVisible();
  await page.getByText('中文', { exact: true }).click();
  await expect(page.getByRole('heading', { name: '甲状腺手术前的侧颈转移风险' })).toBeVisible();
  await expect(page.getByText('仅供研究使用。提供参考，不作决定。')).toBeVisible();

  await page.getByRole('button', { name: '设置' }).click();
  const prevalence = page.getByLabel('本机构侧颈转移患者的比例');
  await prevalence.fill('120');
  await expect(page.getByText('1 至 99 %')).toBeVisible();
  await prevalence.fill('30');
  await prevalence.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '暂不' }).click();

  await application.close();
  await application.open();
  await expect(page.getByText('仅供研究使用。提供参考，不作决定。')).toBeVisible();
  // The examples are offered once.
  await expect(page.getByRole('button', { name: '暂不' })).toBeHidden();
  await page.getByRole('button', { name: '设置' }).click();
  await expect(prevalence).toHaveValue('30');
});

test('the models say what they are, and the key sheet lists what works', async ({ page }) => {
  await page.getByRole('button', { name: 'Models' }).click();
  const models = page.getByRole('dialog', { name: 'Models' });
  await expect(models.getByText('in use', { exact: true })).toBeVisible();
  await models.getByText('Nodule outline', { exact: true }).click();
  await expect(models.getByText(/^[0-9a-f]{64}$/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(models).toBeHidden();

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys and help' });
  await expect(keys.getByText('Next case')).toBeVisible();
  // Letters belong to the dialog while it is open.
  await page.keyboard.press('n');
  await expect(page.getByRole('form', { name: 'New case' })).toBeHidden();
});

test('what an estimate rests on is one click away on every screen', async ({ page }) => {
  await expect(page.getByText('Research use. Advises; does not decide.')).toBeVisible();
  await page.getByRole('button', { name: /What this means/ }).click();
  await expect(page.getByText(/No patient outcome stands behind a number shown here/)).toBeVisible();
});
