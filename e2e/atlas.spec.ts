import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'esbuild';
import type { AtlasWish, ExplanationsPage } from './explanations.types.ts';
import { whyNoChromium } from './machine.ts';

/** The 3D view and the Sankey alone in real Chromium; `result.spec.ts` drives them inside the product. */

let server: Server;
let address = '';

test.beforeAll(async () => {
  const why = whyNoChromium();
  test.skip(why !== null, why ?? '');
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'explanations.page.tsx')],
    bundle: true,
    write: false,
    outdir: '/',
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    loader: { '.woff2': 'dataurl', '.module.css': 'local-css' },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  const files = new Map(outputFiles.map((f) => [f.path.replaceAll('\\', '/').replace(/^.*\//, '/'), f.text]));
  server = createServer((request, response) => {
    const text = files.get(request.url ?? '');
    const type = request.url?.endsWith('.css') ? 'text/css' : text ? 'text/javascript' : 'text/html';
    response.setHeader('Content-Type', `${type}; charset=utf-8`);
    response.end(
      text ??
        '<!doctype html><title>page</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/explanations.page.css"><div id="root"></div><script type="module" src="/explanations.page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
test.afterAll(() => server?.close());

async function open(page: Page): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => 'explanations' in globalThis);
  await page.evaluate(() => document.fonts.load('12px "Inter Variable"'));
}

const SMALL: AtlasWish = {
  views: 2,
  side: 'left',
  enlarged: false,
  language: 'en',
  width: 440,
  height: 320,
};

async function showAtlas(page: Page, wish: Partial<AtlasWish> = {}): Promise<void> {
  await page.evaluate((w) => explanations.atlas(w), { ...SMALL, ...wish });
  await expect(page.locator('[data-drawn="true"]')).toBeVisible();
}

declare const explanations: ExplanationsPage;

test.describe('the 3D view @web', () => {
  test('shows the nodule in its place, and says where it is in words', async ({ page }) => {
    await open(page);
    await showAtlas(page);
    await expect(page.getByText('left lobe, middle third', { exact: false }).first()).toBeVisible();
    await expect(
      page.getByText('Built in, simulated after published evidence', { exact: true }),
    ).toBeVisible();
    await expect(page.locator('#shown')).toHaveScreenshot('atlas.png');
  });

  test('shows a band where one view leaves the height unknown', async ({ page }) => {
    await open(page);
    await showAtlas(page, { views: 1 });
    await expect(page.getByText('Band: the nodule lies somewhere along it')).toBeVisible();
    await page.getByRole('button', { name: 'Left' }).click();
    await expect(page.locator('#shown')).toHaveScreenshot('atlas-band.png');
  });

  test('places nothing when the side is not known, and says what to do', async ({ page }) => {
    await open(page);
    await showAtlas(page, { side: null });
    await expect(
      page.getByText('Not placed: set the side of the neck', { exact: false }).first(),
    ).toBeVisible();
  });

  test('draws only when something changed', async ({ page }) => {
    await page.addInitScript(() => {
      const counts = { draws: 0 };
      Object.assign(globalThis, { counts });
      const original = WebGL2RenderingContext.prototype.drawElements;
      WebGL2RenderingContext.prototype.drawElements = function (...args) {
        counts.draws++;
        return original.apply(this, args);
      };
    });
    await open(page);
    await showAtlas(page);
    const draws = () =>
      page.evaluate(() => (globalThis as unknown as { counts: { draws: number } }).counts.draws);
    // until the first frames are over
    await expect
      .poll(async () => (await draws()) === (await page.waitForTimeout(400).then(draws)))
      .toBe(true);
    const atRest = await draws();
    await page.waitForTimeout(1500);
    expect(await draws()).toBe(atRest);
    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(draws).toBeGreaterThan(atRest);
  });

  test('turns by mouse and keys, zooms, and reads region and risk under the pointer', async ({ page }) => {
    await open(page);
    await showAtlas(page);
    const stage = page.getByRole('application');
    await stage.focus();
    await page.keyboard.press('2');
    // from behind the patient's right lobe is on the viewer's right
    await page.mouse.move(300, 130);
    await expect(page.getByRole('status')).toContainText('right lobe');
    await page.keyboard.press('1');
    await page.mouse.move(301, 130);
    await expect(page.getByRole('status')).toContainText('left lobe');
    await expect(page.getByRole('status')).toContainText(/0\.\d\d \(0\.\d\d–0\.\d\d\)/);
    await page.mouse.move(2, 2);
    await expect(page.getByRole('status')).toHaveCount(0);
    const before = await stage.screenshot();
    await page.mouse.move(220, 200);
    await page.mouse.down();
    await page.mouse.move(120, 200, { steps: 4 });
    await page.mouse.up();
    await page.mouse.wheel(0, -300);
    await expect.poll(async () => Buffer.compare(before, await stage.screenshot())).not.toBe(0);
  });

  test('cuts the gland, and offers picture and table when enlarged', async ({ page }) => {
    await open(page);
    await showAtlas(page, { enlarged: true, width: 1280, height: 720 });
    await page.getByText('Coronal', { exact: true }).click();
    await expect(page.getByRole('slider', { name: 'Cut position' })).toBeVisible();
    const table = page.getByRole('table');
    await expect(table.getByRole('row')).toHaveCount(15);
    await expect(table.getByRole('row', { name: /This nodule/ })).toContainText(/0\.\d\d/);
    await expect(page.locator('#shown')).toHaveScreenshot('atlas-cut.png');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save picture' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('thyromap-atlas.png');
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    const png = Buffer.concat(chunks);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2400, 1680]);
    expect(png.length).toBeGreaterThan(60_000);
  });

  test('shows the table with a sentence where there is no WebGL', async ({ page }) => {
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await open(page);
    await page.evaluate((w) => explanations.atlas(w), SMALL);
    await expect(page.getByText('This computer cannot draw the 3D view', { exact: false })).toBeVisible();
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(15);
  });

  test('gives back everything when it goes: more views, one after the other, than a browser holds contexts', async ({
    page,
  }) => {
    test.slow();
    const warnings: string[] = [];
    page.on('console', (m) => {
      if (/context/i.test(m.text())) warnings.push(m.text());
    });
    await open(page);
    for (let i = 0; i < 18; i++) await showAtlas(page, { width: 400 + i });
    const lost = await page.evaluate(() => {
      const gl = document.querySelector('canvas')!.getContext('webgl2')!;
      explanations.clear();
      return new Promise<boolean>((resolve) => setTimeout(() => resolve(gl.isContextLost()), 200));
    });
    expect(lost).toBe(true);
    expect(warnings.filter((w) => /too many|oldest/i.test(w))).toEqual([]);
  });
});

test.describe('the Sankey @web', () => {
  test('has no two texts that overlap, and none cut off, from 360 to 1,200 px in both languages', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1280, height: 700 });
    await open(page);
    for (const language of ['en', 'zh'] as const)
      for (const [width, height] of [
        [360, 230],
        [420, 300],
        [520, 300],
        [640, 360],
        [900, 420],
        [1200, 600],
      ] as const) {
        await page.evaluate((s) => explanations.sankey(...s), [width, height, language] as const);
        await expect(page.locator('svg[data-sankey]')).toBeVisible();
        const boxes = await page.locator('svg[data-sankey] text').evaluateAll((texts) =>
          texts.map((text) => {
            const { x, y, width, height } = (text as SVGTextElement).getBBox();
            return { text: text.textContent, x, y, right: x + width, bottom: y + height };
          }),
        );
        expect(boxes.length).toBeGreaterThan(12);
        const drawing = (await page.locator('svg[data-sankey]').boundingBox())!;
        for (const [i, a] of boxes.entries()) {
          expect(a.x, `${a.text} at ${width}`).toBeGreaterThanOrEqual(-0.5);
          expect(a.right, `${a.text} at ${width}`).toBeLessThanOrEqual(drawing.width + 0.5);
          for (const b of boxes.slice(i + 1)) {
            const across = Math.min(a.right, b.right) - Math.max(a.x, b.x);
            // a line's box holds room above and below its letters: 3 px of it may be shared
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.y, b.y) - 3;
            expect(across > 0 && down > 0, `${a.text} and ${b.text} at ${width}`).toBe(false);
          }
        }
      }
    await page.evaluate(() => explanations.sankey(520, 300, 'en'));
    await expect(page.locator('#shown')).toHaveScreenshot('sankey.png');
  });

  test('tells exact values to keyboard and screen reader, and selects', async ({ page }) => {
    await open(page);
    await page.evaluate(() => explanations.sankey(520, 300, 'en'));
    const location = page.getByRole('button', {
      name: 'Location: contribution 48.8%, response 0.854, product 0.417',
    });
    await location.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Margin: contribution 5\.6%/ }).click();
    expect(await page.evaluate(() => explanations.selected)).toEqual(['location', 'margin']);
    const rows = page.getByRole('table').getByRole('row');
    await expect(rows).toHaveCount(10);
    await expect(rows.last()).toContainText('0.833');
  });

  test('is saved as a picture that stands by itself', async ({ page }) => {
    await open(page);
    await page.evaluate(() => explanations.sankey(520, 300, 'en'));
    await expect(page.locator('svg[data-sankey]')).toBeVisible();
    const svg = await page.evaluate(() => explanations.svg());
    expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(svg).not.toMatch(/class=|role="button"|var\(--/);
    const alone = await page.context().newPage();
    await alone.setContent(`<img src="data:image/svg+xml;utf8,${encodeURIComponent(svg)}">`);
    await expect.poll(() => alone.evaluate(() => document.querySelector('img')!.naturalWidth)).toBe(520);
  });
});
