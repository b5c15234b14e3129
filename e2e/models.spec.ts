import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { say } from '../app/words/say.ts';
import { activePackFolder, installedPacks } from '../main/packs/installed.ts';
import { packsFolder } from '../main/shell/folders.ts';
import { expect, test } from './launch.ts';
import { seeded } from './seededFolders.ts';

test.use({ prepareData: seeded });

const t = (key: Parameters<typeof say>[1], values?: Parameters<typeof say>[2]) => say('en', key, values);

/** A shipped opinion pack under another name: as good a pack as a hospital can bring. */
function ownPack(): Record<string, Uint8Array> {
  const shipped = installedPacks({ shipped: packsFolder(), imported: null }).find(
    (one) => one.pack && one.pack.manifest.task === 'clinical',
  )!;
  const files = Object.fromEntries(
    readdirSync(shipped.folder).map((name) => [
      name,
      new Uint8Array(readFileSync(join(shipped.folder, name))),
    ]),
  );
  const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json']));
  return withManifest(files, { ...manifest, name: 'st-mary', version: '2.1.0', system: 'St Mary' });
}
function withManifest(files: Record<string, Uint8Array>, manifest: object): Record<string, Uint8Array> {
  return { ...files, 'manifest.json': new TextEncoder().encode(JSON.stringify(manifest)) };
}
const zipped = (name: string, files: Record<string, Uint8Array>) => ({
  name,
  mimeType: 'application/zip',
  // Stored, not packed: weights do not shrink, and packing 50 MB takes seconds.
  buffer: Buffer.from(zipSync(files, { level: 0 })),
});

async function openModels(page: Page) {
  await page.getByRole('button', { name: t('shell.models') }).click();
  const models = page.getByRole('dialog', { name: t('shell.models') });
  await expect(models.getByRole('navigation')).toBeVisible();
  return models;
}

test('a pack of one’s own is imported, read, activated and gives its opinion; the old result keeps its own', async ({
  page,
}) => {
  test.slow();
  const models = await openModels(page);
  await models.getByTestId('choose-pack-zip').setInputFiles(zipped('st-mary.zip', ownPack()));
  await expect(models.getByText(t('models.imported'))).toBeVisible();
  const pack = models.getByRole('region', { name: 'St Mary' });
  await expect(pack.getByRole('heading', { name: 'St Mary · st-mary 2.1.0' })).toBeVisible();
  await expect(pack.getByText(t('models.installed'), { exact: true })).toBeVisible();
  await pack.getByRole('button', { name: t('models.activate') }).click();
  await expect(models.getByText(t('models.nowActive', { pack: 'St Mary 2.1.0' }))).toBeVisible();
  await expect(pack.getByText(t('models.active'), { exact: true })).toBeVisible();
  await models.getByRole('button', { name: t('models.verify') }).click();
  await expect(models.getByText(/Every file of \d+ packs was read/)).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByText('Two nodules', { exact: true }).first().click();
  const opinions = page.getByRole('region', { name: t('result.opinions'), exact: true });
  await expect(opinions.getByRole('button', { name: /MGA-Net malignant 72%/ })).toBeVisible();
  await expect(page.getByText(t('result.stale.notAsked', { systems: 'St Mary' }))).toBeVisible();
  await expect(opinions.getByText(t('opinion.notAsked'))).toBeVisible();
  await page
    .getByRole('button', { name: /^Re-assess/ })
    .last()
    .click();
  await expect(opinions.getByRole('button', { name: /St Mary .*\d%/ })).toBeVisible({ timeout: 240_000 });
  await expect(opinions.getByRole('button', { name: /malignant 72%/ })).toHaveCount(0);

  await page.getByRole('button', { name: t('result.history', { n: 3 }) }).click();
  await page.getByRole('menuitem').nth(1).click();
  await expect(opinions.getByRole('button', { name: /MGA-Net malignant 72%/ })).toBeVisible();
  await expect(opinions.getByRole('button', { name: /St Mary/ })).toHaveCount(0);
  await page.getByRole('button', { name: t('result.backToNewest') }).click();

  await test.step('in use it cannot be removed; switched off it can, and the result keeps what it said', async () => {
    await openModels(page);
    await models.getByRole('navigation').getByText('St Mary').click();
    const remove = pack.getByRole('button', { name: t('models.remove'), exact: true });
    await expect(pack.getByText(t('models.active'), { exact: true })).toBeVisible();
    await expect(remove).toHaveCount(0);
    await pack.getByRole('button', { name: t('models.deactivate') }).click();
    await remove.click();
    const asked = page.getByRole('dialog', {
      name: t('models.removeTitle', { pack: 'St Mary · st-mary 2.1.0' }),
    });
    await asked.getByRole('button', { name: t('models.removeNow') }).click();
    await expect(models.getByText(t('models.removed', { pack: 'St Mary · st-mary 2.1.0' }))).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(opinions.getByRole('button', { name: /St Mary .*\d%/ })).toBeVisible();
  });

  await test.step('another prevalence in the settings makes the estimate an old one, from what to what', async () => {
    await page.getByRole('button', { name: t('shell.settings') }).click();
    const prevalence = page.getByLabel(t('settings.prevalence'));
    await prevalence.fill('30');
    await prevalence.press('Enter');
    await page.keyboard.press('Escape');
    await expect(page.getByText(t('result.stale.prevalence', { was: '52%', now: '30%' }))).toBeVisible();
  });
});

test('three bad packs are refused with the file and the reason, and nothing of them is kept', async ({
  page,
  application,
}) => {
  const models = await openModels(page);
  const before = await models.getByRole('navigation').getByRole('button').count();
  const bring = async (file: ReturnType<typeof zipped>, sentence: string) => {
    await models.getByTestId('choose-pack-zip').setInputFiles(file);
    await expect(models.getByRole('alert')).toContainText(sentence);
  };
  const good = ownPack();
  await bring(
    zipped('outside.zip', { ...good, '../../outside.onnx': new Uint8Array([1]) }),
    t('packImport.badPath', { file: 'outside.zip', entry: '../../outside.onnx' }),
  );
  const { 'manifest.json': _manifest, ...noManifest } = good;
  await bring(zipped('loose.zip', noManifest), t('packImport.noManifest', { file: 'loose.zip' }));
  const altered = lateralPack();
  altered['gland.onnx']![1000]! ^= 1;
  await bring(zipped('altered.zip', altered), t('packImport.hashWrong', { file: 'gland.onnx' }));
  await expect(models.getByRole('navigation').getByRole('button')).toHaveCount(before);
  await expect(models.getByText(t('models.imported'))).toHaveCount(0);
  let left: string[] = [];
  try {
    left = readdirSync(join(application.dataFolder, 'packs'));
  } catch {}
  expect(left).toEqual([]);
});

/** The shipped main line under another name. */
function lateralPack(): Record<string, Uint8Array> {
  const folder = activePackFolder(packsFolder());
  const files = Object.fromEntries(
    readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]),
  );
  const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json']));
  return withManifest(files, { ...manifest, name: 'st-mary-line', version: '1.0.0' });
}

test('another main line takes over and back; estimates of the other become old ones @web', async ({
  page,
}) => {
  test.slow();
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-line-'));
  try {
    const own = join(folder, 'st-mary-line');
    mkdirSync(own);
    for (const [name, bytes] of Object.entries(lateralPack())) writeFileSync(join(own, name), bytes);
    const models = await openModels(page);
    await models.getByTestId('choose-pack-folder').setInputFiles(own);
    await expect(models.getByText(t('models.imported'))).toBeVisible({ timeout: 60_000 });
    await models.getByRole('button', { name: t('models.activate') }).click();
    await expect(models.getByText(/is in use from the next assessment on/)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByText('Two nodules', { exact: true }).first().click();
    await expect(page.getByText(t('result.stalePack'))).toBeVisible();
    await page
      .getByRole('button', { name: /^Re-assess/ })
      .last()
      .click();
    await expect(page.getByText(/pack st-mary-line 1\.0\.0/)).toBeVisible({ timeout: 60_000 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a pack that cannot be read is marked and cannot be activated; the estimate goes on @web', async ({
  page,
  application,
}) => {
  const imported = join(application.dataFolder, 'packs', 'st-mary-2.1.0');
  mkdirSync(imported, { recursive: true });
  for (const [name, bytes] of Object.entries(ownPack())) writeFileSync(join(imported, name), bytes);
  writeFileSync(join(imported, 'manifest.json'), '{"schema":1');
  const models = await openModels(page);
  const row = models.getByRole('navigation').getByRole('button', { name: /st-mary-2\.1\.0/ });
  await expect(row.getByLabel(t('models.notUsable'))).toBeVisible();
  await row.click();
  await expect(models.getByRole('alert')).toBeVisible();
  await expect(models.getByRole('button', { name: t('models.activate') })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByText('No scale', { exact: true }).first().click();
  await page
    .getByRole('button', { name: /^Re-assess/ })
    .last()
    .click();
  await expect(page.getByRole('region', { name: t('result.risk') })).toContainText('%', { timeout: 60_000 });
});
