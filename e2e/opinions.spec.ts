import type { Page } from '@playwright/test';
import { expect, test } from './launch.ts';
import { openCase } from './openCase.ts';
import { seeded } from './seededFolders.ts';
import { words } from './words.ts';

test.use({ prepareData: seeded });

const t = words('en');

const opinions = (page: Page, say = t) =>
  page.getByRole('region', { name: say('result.opinions'), exact: true });
/** How much of a frame is warm: a Grad-CAM map is, ultrasound and outlines hardly. */
function warm(page: Page) {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-panel=transverse] canvas')!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i]! > data[i + 2]! + 60) count++;
    return count;
  });
}

test('each system has one line: what it says, with its interval; no figure where none is calibrated', async ({
  page,
}) => {
  await openCase(page, 'Two nodules');
  const rows = opinions(page).getByRole('listitem');
  await expect(rows).toHaveText([
    'MGA-Netmalignant 72% (60–82)',
    'ResNet18malignant 64% (51–75)',
    'CSASNsimulated · experimentalleans medullary, uncalibrated',
    'Clinical onlynodes involved 31% (24–40)',
  ]);
  // Whoever only points at it reads what it was trained on and what it is not for.
  await expect(rows.first().getByRole('button')).toHaveAttribute('title', /Trained on: TN5000.*\nLimits: /);
});

test('a click shows where it looked and what stands behind it; closing takes the map away', async ({
  page,
}) => {
  await openCase(page, 'Two nodules');
  await expect(page.locator('[data-panel=transverse] canvas')).toBeVisible();
  await expect.poll(() => warm(page)).toBeGreaterThan(100);
  const before = await warm(page);
  await opinions(page)
    .getByRole('button', { name: /MGA-Net/ })
    .click();
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText(t('opinion.title', { system: 'MGA-Net', task: 'benign or malignant' }));
  await expect(drawer).toContainText('60–82%');
  await expect(drawer).toContainText('mga-net 1.0.0');
  await expect(drawer).toContainText(t('opinion.apart'));
  await expect(page.getByText(t('opinion.mapOf', { system: 'MGA-Net' }))).toBeVisible();
  await expect.poll(() => warm(page)).toBeGreaterThan(before * 1.5);
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect.poll(() => warm(page)).toBe(before);

  await opinions(page).getByRole('button', { name: /CSASN/ }).click();
  await expect(drawer).toContainText(t('opinion.simulated'));
  await expect(drawer).toContainText(t('opinion.uncalibrated'));
  await expect(drawer).not.toContainText('%');
  await drawer.getByRole('button', { name: t('opinion.card') }).click();
  // The pack that gave it is not there: no other pack's card is shown in its place.
  const models = page.getByRole('dialog', { name: t('shell.models') });
  await expect(models.getByText(t('models.gone'))).toBeVisible();
  await models.getByRole('navigation').getByRole('button').first().click();
  await expect(models.getByText(t('models.gone'))).toHaveCount(0);
});

test('an assessment from before there were opinions says that none was asked', async ({ page }) => {
  await openCase(page, 'No scale');
  await expect(opinions(page)).toContainText(t('result.noOpinions'));
});

test('the opinions are said in Chinese too', async ({ page }) => {
  await page.getByText('中文', { exact: true }).click();
  await openCase(page, 'Two nodules');
  const zh = words('zh');
  await expect(opinions(page, zh).getByRole('listitem')).toHaveText([
    'MGA-Net恶性 72% (60–82)',
    'ResNet18恶性 64% (51–75)',
    'CSASN模拟 · 试验性倾向髓样癌（未校准）',
    'Clinical only淋巴结受累 31% (24–40)',
  ]);
});
