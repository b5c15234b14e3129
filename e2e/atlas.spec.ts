import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import type { AtlasWish } from './explanations.types.ts';
import { explanationsServer } from './explanationsServer.ts';

/** The 3D view alone in real Chromium; `result.spec.ts` drives it inside the product. */

const open = explanationsServer();

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
  await expect(page.locator('[data-drawn="true"]').first()).toBeVisible();
}

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

  test('marks no risk on a field that it was not read from, and says so', async ({ page }) => {
    await open(page);
    await showAtlas(page, { enlarged: true, width: 900, height: 420, otherField: true });
    await expect(page.getByText('The colours are of another field', { exact: false })).toBeVisible();
    await expect(page.getByRole('row', { name: /This nodule/ })).toHaveCount(0);
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
    // a click keeps the reading until the next one beside the gland
    await page.mouse.click(301, 130);
    await page.mouse.move(2, 2);
    await expect(page.getByRole('status')).toContainText('left lobe');
    await page.mouse.click(30, 230);
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
  });

  test('shows the shell, a pyramidal lobe without cases and the gland’s size, and all of it in print colours', async ({
    page,
  }) => {
    await open(page);
    await showAtlas(page, { enlarged: true, width: 1280, height: 720 });
    const toggle = (name: string) => page.getByLabel(name).click({ force: true });
    // built beside the page, so that the view can be turned meanwhile
    const builder = page.waitForEvent('worker');
    await toggle('Shell 2.5 mm under the capsule');
    expect((await builder).url()).toContain('shell.worker');
    await toggle('Pyramidal lobe');
    await toggle('Print colours');
    await toggle('Neighbours');
    await expect(page.getByText('2.5 mm under the capsule', { exact: true })).toBeVisible();
    await expect(page.getByText('too few cases here')).toBeVisible();
    // the case's sex chose the gland
    await expect(
      page.getByText('Schematic gland with lobes 46 mm high, 12.5 mL', { exact: false }),
    ).toBeVisible();
    await page.getByRole('radiogroup', { name: 'Gland' }).getByText('Own height').click();
    await page.getByLabel('Height of a lobe, mm').fill('60');
    await expect(page.getByText('lobes 60 mm high', { exact: false })).toBeVisible();
    await expect(page.locator('#shown')).toHaveScreenshot('atlas-print.png');
  });

  test('saves a picture of 210 × 148 mm at 300 dots an inch, named only where that is asked for', async ({
    page,
  }) => {
    await open(page);
    await page.evaluate(() => {
      const written: string[] = [];
      Object.assign(globalThis, { written });
      const original = CanvasRenderingContext2D.prototype.fillText;
      CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
        written.push(text);
        return original.call(this, text, ...at);
      };
    });
    await showAtlas(page, { enlarged: true, width: 1280, height: 720, sparse: true });
    const save = async () => {
      await page.evaluate(() => {
        (globalThis as unknown as { written: string[] }).written.length = 0;
      });
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save picture' }).click();
      const file = await download;
      expect(file.suggestedFilename()).toBe('thyromap-atlas.png');
      const chunks: Buffer[] = [];
      for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
      const written = await page.evaluate(() => (globalThis as unknown as { written: string[] }).written);
      return { png: Buffer.concat(chunks), written };
    };
    const { png, written } = await save();
    const read = await sharp(png).metadata();
    expect([read.format, read.width, read.height, read.density]).toEqual(['png', 2480, 1748, 300]);
    expect(png.length).toBeGreaterThan(100_000);
    for (const line of [
      'Simulated case',
      'Research use. Advises; does not decide.',
      'Risk by place: built in, simulated after published evidence (4,000 simulated nodules).',
      'Share with lateral metastasis, 0 to 1',
      'too few cases here',
      'Left lower medial –',
      '10 mm',
    ])
      expect(written).toContain(line);
    expect(written.join()).toMatch(/Location risk in the atlas: 0\.\d\d \(0\.\d\d–0\.\d\d\)/);
    expect(written.join()).not.toContain('0412');
    await page.getByLabel('Case name on the picture').check({ force: true });
    expect((await save()).written).toContain('Case 0412 · Simulated case');
  });

  test('labels regions so that none overlaps another or leaves the view, however it is turned, in both languages', async ({
    page,
  }) => {
    await open(page);
    for (const language of ['en', 'zh'] as const) {
      await showAtlas(page, { enlarged: true, width: 1180, height: 560, language, sparse: true });
      await page.getByRole('application').focus();
      for (const key of language === 'en' ? ['2', '3', '5', 'Home', 'ArrowDown', '+'] : ['1', '4']) {
        await page.keyboard.press(key);
        const labels = page.locator('[data-region-label]');
        await expect(labels.first()).toBeVisible();
        const boxes = await labels.evaluateAll((all) =>
          all.map((label) => {
            const { x, y, right, bottom } = label.getBoundingClientRect();
            return {
              x,
              y,
              right,
              bottom,
              cut: label.scrollWidth > label.clientWidth,
              text: label.textContent,
            };
          }),
        );
        expect(boxes.length).toBeGreaterThan(10);
        const stage = (await page.getByRole('application').boundingBox())!;
        for (const [i, a] of boxes.entries()) {
          expect(a.cut, `${a.text} is wider than its box`).toBe(false);
          expect(a.x).toBeGreaterThanOrEqual(stage.x);
          expect(a.right).toBeLessThanOrEqual(stage.x + stage.width);
          for (const b of boxes.slice(i + 1)) {
            const across = Math.min(a.right, b.right) - Math.max(a.x, b.x);
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.y, b.y);
            expect(across > 0 && down > 0, `${a.text} and ${b.text} after ${key}`).toBe(false);
          }
        }
      }
    }
  });

  test('reads every region by keyboard, by its label and by its row, and says where too few cases are', async ({
    page,
  }) => {
    await open(page);
    await showAtlas(page, { enlarged: true, width: 1280, height: 720, sparse: true });
    await page.getByRole('application').focus();
    await page.keyboard.press(']');
    await expect(page.getByRole('status')).toContainText(/right lobe, upper third, lateral: 0\.\d\d \(/);
    await page.keyboard.press('[');
    await expect(page.getByRole('status')).toHaveCount(0);
    await page.keyboard.press('[');
    await expect(page.getByRole('status')).toHaveText('left lobe, lower third, lateral: too few cases here');
    const row = page.getByRole('button', { name: 'left lobe, middle third, medial' });
    await row.focus();
    await page.keyboard.press('Enter');
    await expect(row).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('status')).toContainText('left lobe, middle third, medial');
    await page.locator('[data-region-label="isthmus"]').click();
    await expect(page.getByRole('status')).toContainText('isthmus: 0.');
  });

  test('turns two cases together, by fingers too', async ({ page }) => {
    await open(page);
    await showAtlas(page, { width: 900, height: 320, beside: true });
    const stages = page.getByRole('application');
    await expect(stages).toHaveCount(2);
    const compasses = () =>
      page.locator('svg[width="64"]').evaluateAll((all) => all.map((compass) => compass.innerHTML));
    const before = await compasses();
    expect(before[0]).toBe(before[1]);
    const bar = () =>
      page
        .getByText('10 mm')
        .first()
        .locator('i')
        .evaluate((i) => i.getBoundingClientRect().width);
    const small = await bar();
    const box = (await stages.first().boundingBox())!;
    const touch = await page.context().newCDPSession(page);
    const fingers = (apart: number, across: number) =>
      [-1, 1].map((sign, id) => ({
        x: box.x + box.width / 2 + across + sign * apart,
        y: box.y + box.height / 2,
        id,
      }));
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: ReturnType<typeof fingers>) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints });
    await send('touchStart', fingers(30, 0));
    for (let step = 1; step <= 6; step++) await send('touchMove', fingers(30 + step * 5, step * 10));
    await send('touchEnd', []);
    await expect.poll(bar).toBeGreaterThan(small * 1.5);
    const after = await compasses();
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(after[0]);
  });

  test('draws again after the graphics were lost, given back or not', async ({ page }) => {
    await open(page);
    await showAtlas(page);
    const drawn = page.locator('[data-drawn="true"]');
    await page.evaluate(() => {
      const gl = document.querySelector('canvas')!.getContext('webgl2')!;
      const lose = gl.getExtension('WEBGL_lose_context')!;
      Object.assign(globalThis, { lose });
      lose.loseContext();
    });
    await expect(page.getByText('The graphics were interrupted', { exact: false })).toBeVisible();
    await page.evaluate(() => (globalThis as unknown as { lose: WEBGL_lose_context }).lose.restoreContext());
    await expect(drawn).toBeVisible();
    await expect(page.locator('#shown')).toHaveScreenshot('atlas.png');
    // and once more, not given back: a new canvas takes its place
    await page.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      Object.assign(globalThis, { old: canvas });
      canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext();
    });
    await expect(drawn).toHaveCount(0);
    await expect(drawn).toBeVisible();
    expect(
      await page.evaluate(
        () => document.querySelector('canvas') !== (globalThis as unknown as { old: unknown }).old,
      ),
    ).toBe(true);
    await expect(page.locator('#shown')).toHaveScreenshot('atlas.png');
  });

  test('shows two sections and the table, with a sentence, where there is no WebGL', async ({ page }) => {
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await open(page);
    await page.evaluate((w) => explanations.atlas(w), { ...SMALL, width: 900, height: 760, sparse: true });
    await expect(page.getByText('This computer cannot draw the 3D view', { exact: false })).toBeVisible();
    await expect(page.getByRole('img', { name: 'Transverse section through the nodule' })).toBeVisible();
    await expect(page.getByRole('img', { name: 'Coronal section through the nodule' })).toBeVisible();
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(15);
    await expect(page.locator('#shown')).toHaveScreenshot('atlas-sections.png');
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
