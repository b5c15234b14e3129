import { expect, test } from '@playwright/test';
import { explanationsServer } from './explanationsServer.ts';

/** The Sankey alone in real Chromium; `result.spec.ts` drives it inside the product. */

const open = explanationsServer();

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
