import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { provenMethods } from '../app/explanation/faithfulness.ts';
import { packManifestSchema } from '../app/pack/manifest.ts';
import { expect, test } from './launch.ts';
import { seedCase, seedStore } from './seedCases.ts';
import { words } from './words.ts';

/** "What would change this estimate?" on a case that the shipped networks have assessed, from the button to the answer. */

test.use({
  prepareData: {
    run: (folder) =>
      seedStore(folder, async (store) => {
        await seedCase(store, { example: 'example-03', label: 'Assessed here', estimates: [] });
      }),
  },
});
test.setTimeout(240_000);

const t = words('en');

/** Whether this pack's report parts passed their checks (`npm run evaluate -- --faithfulness`). */
function shadesReports(): boolean {
  const manifest = packManifestSchema.parse(
    JSON.parse(readFileSync(new URL('../models/packs/llnm-1.0.0/manifest.json', import.meta.url), 'utf8')),
  );
  const fusion = manifest.networks.find((network) => network.role === 'fusion')!;
  return provenMethods(fusion.faithfulness, fusion.sha256).has('reportTokens');
}

async function assess(page: Page) {
  await page.getByText('Assessed here', { exact: true }).first().click();
  await page
    .getByRole('button', { name: t('result.assess'), exact: true })
    .first()
    .click();
  const risk = page.getByRole('region', { name: t('result.risk') });
  await expect(risk.getByRole('button', { name: /^\D?\d+%$/ })).toBeVisible({ timeout: 120_000 });
  return risk;
}

/** A stage with its risk, never without its interval. */
const STAGE = String.raw`Stage [123]: \w+, [<>]?\d+% \([^)]*\d%\)`;
const SENTENCES = [
  new RegExp(`^At .+ or (less|more): ${STAGE}$`),
  new RegExp(`^Without “.+”: ${STAGE}$`),
  ...(['none', 'noRoom', 'notGiven', 'noWords'] as const).map(
    (key) => new RegExp(`^${t(`sensitivity.${key}`)}$`),
  ),
];

test('says for each input where the stage would be another, as the network answers, and gives no advice', async ({
  page,
}) => {
  const risk = await assess(page);
  const figure = await risk.getByRole('button', { name: /^\D?\d+%$/ }).textContent();
  const open = risk.getByRole('button', { name: t('sensitivity.open') });
  await open.click();
  const drawer = page.getByRole('dialog', { name: t('sensitivity.open') });
  const now = drawer.getByText(new RegExp(`^${t('sensitivity.now', { answer: STAGE })}$`));
  await test.step('with its progress, and then an answer that starts from the estimate on screen', async () => {
    await expect(now).toBeVisible({ timeout: 60_000 });
    await expect(now).toContainText(figure!);
    await expect(drawer.getByText(t('sensitivity.lead'))).toBeVisible();
    await expect(drawer.getByText(t('sensitivity.note'))).toBeVisible();
  });
  await test.step('every input has its sentence, and sex is not among them', async () => {
    const inputs = drawer.locator('dl > div');
    const names = (['distance', 'size', 'echogenicity', 'age', 'report'] as const).map((name) =>
      t(`sensitivity.input.${name}`),
    );
    await expect(inputs.locator('dt')).toHaveText(
      names.map((name) => new RegExp(`^${name.replace(/[()]/g, '.')}`)),
    );
    const looked = t('sensitivity.range', { range: '' });
    for (const input of await inputs.all()) {
      const lines = (await input.locator('dd').allTextContents()).filter((line) => !line.startsWith(looked));
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines)
        expect(
          SENTENCES.some((sentence) => sentence.test(line)),
          line,
        ).toBe(true);
    }
    expect(await drawer.innerText()).not.toMatch(/should|recommend|operate|surgery|reduce the risk/i);
  });
  await test.step('meanwhile the network has been asked about each part of the report, where that passed its checks', async () => {
    await page.keyboard.press('Escape');
    const report = page.getByRole('region', { name: t('result.report') });
    if (!shadesReports()) {
      await expect(report.getByText(t('explanation.noTokens'))).toBeVisible();
      return;
    }
    const parts = report.locator('[role="button"]');
    await expect(parts.first()).toBeVisible({ timeout: 60_000 });
    await expect(report.getByText(t('explanation.parts.asking'))).toHaveCount(0);
    await parts.first().click();
    const why = page.getByRole('dialog', {
      name: t('result.why.tokenTitle', { text: (await parts.first().textContent())! }),
    });
    await expect(why.getByText(t('explanation.row.without'))).toBeVisible();
    await expect(why.getByText(/^[<>]?\d+%$/).first()).toBeVisible();
    await page.keyboard.press('Escape');
  });
  await test.step('it is kept while the case is read: opened again it asks nothing anew', async () => {
    await expect(drawer).toBeHidden();
    await open.click();
    await expect(now).toBeVisible({ timeout: 1000 });
    await expect(drawer.getByRole('status')).toHaveCount(0);
  });
});
