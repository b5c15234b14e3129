import type { Page } from '@playwright/test';
import { expect, test } from './launch.ts';
import { openCase } from './openCase.ts';
import { seeded } from './seededFolders.ts';
import { words } from './words.ts';

test.use({ prepareData: seeded });

const t = words('en');

const risk = (page: Page) => page.getByRole('region', { name: t('result.risk') });
/** Mean of a canvas's pixels by channel inside a box given as shares of its size. */
function meanColour(page: Page, panel: string, box = { x: 0, y: 0, width: 1, height: 1 }) {
  return page.evaluate(
    ([name, share]) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`[data-panel=${name}] canvas`)!;
      const { width, height } = canvas;
      const data = canvas
        .getContext('2d')!
        .getImageData(share.x * width, share.y * height, share.width * width, share.height * height).data;
      const sum = [0, 0, 0];
      for (let i = 0; i < data.length; i += 4) for (let c = 0; c < 3; c++) sum[c]! += data[i + c]!;
      return sum.map((s) => s / (data.length / 4)) as [number, number, number];
    },
    [panel, box] as const,
  );
}
/** How coloured a frame is: outlines and maps have a hue, ultrasound has none. */
async function hue(page: Page, panel = 'transverse') {
  return page.evaluate((name) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`[data-panel=${name}] canvas`)!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let coloured = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (
        Math.max(data[i]!, data[i + 1]!, data[i + 2]!) - Math.min(data[i]!, data[i + 1]!, data[i + 2]!) >
        40
      )
        coloured++;
    }
    return coloured;
  }, panel);
}

test('a case is read on one screen of 1440 × 900 without scrolling, the risk largest', async ({ page }) => {
  await openCase(page, 'Two nodules');
  const figure = risk(page).getByRole('button', { name: '83%', exact: true });
  const interval = risk(page).getByRole('button', { name: /71–92%/ });
  await expect(figure).toBeVisible();
  await expect(interval).toBeVisible();
  await expect(risk(page).getByText(t('stage.3'))).toBeVisible();
  await expect(risk(page).getByText(t('result.atPrevalence', { percent: '52%' }))).toBeVisible();
  await expect(risk(page).getByText(t('risk.next.stage3'))).toBeVisible();

  const size = (locator: typeof figure) =>
    locator.evaluate((e) => Number.parseFloat(getComputedStyle(e.firstElementChild ?? e).fontSize));
  const sizes = { risk: await size(figure), interval: await size(interval) };
  expect(sizes.interval / sizes.risk).toBeGreaterThan(0.4);
  const largest = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('body *')]
        .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent?.trim()))
        .map((e) => Number.parseFloat(getComputedStyle(e).fontSize)),
    ),
  );
  expect(sizes.risk).toBe(largest);

  // Nothing that holds part of the case is cut off or has to be scrolled.
  const scrolled = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, main *')]
      .filter((e) => e.scrollHeight > e.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(e).overflowY))
      .map((e) => e.className.toString()),
  );
  expect(scrolled).toEqual([]);
  for (const name of [t('result.report'), t('result.patient'), t('result.quality'), t('result.opinions')]) {
    await expect(page.getByRole('region', { name, exact: true })).toBeInViewport({ ratio: 1 });
  }
  await expect(page.getByText(t('app.researchUse'))).toBeVisible();
  await expect(page.getByText(t('app.simulatedLabels'))).toBeVisible();
});

test('near the capsule is called out with its length, and the line’s length is the same on the frame', async ({
  page,
}) => {
  await openCase(page, 'Two nodules');
  const near = risk(page).getByRole('button', { name: /mm from the capsule/ });
  await expect(near).toContainText('72%');
  const mm = /^([\d.]+) mm/.exec((await near.textContent())!)![1]!;
  await expect(
    page
      .locator('[data-panel]')
      .getByRole('button', { name: `${mm} mm`, exact: true })
      .first(),
  ).toBeVisible();
});

test('layers are turned on and off with 1 to 4, and Space shows the bare frame while held', async ({
  page,
}) => {
  await openCase(page, 'Two nodules');
  await expect.poll(() => hue(page)).toBeGreaterThan(300);
  const outlines = await hue(page);
  await page.keyboard.down('Space');
  await expect.poll(() => hue(page)).toBe(0);
  await page.keyboard.up('Space');
  await expect.poll(() => hue(page)).toBe(outlines);
  await page.keyboard.press('3');
  await expect.poll(() => hue(page)).toBeGreaterThan(outlines * 1.5);
  await expect(
    page.getByRole('toolbar').getByRole('button', { name: t('result.layer.phi') }),
  ).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('4');
  await expect.poll(() => hue(page)).toBeGreaterThan(outlines * 3);
  await expect(
    page.getByRole('toolbar').getByRole('button', { name: t('result.layer.phi') }),
  ).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('4');
  await page.keyboard.press('1');
  await page.keyboard.press('2');
  await expect.poll(() => hue(page)).toBe(0);
});

test('whatever is clicked is explained, and the features add up to the risk', async ({ page }) => {
  await openCase(page, 'Two nodules');
  const drawer = page.getByRole('dialog');
  await risk(page).getByRole('button', { name: '83%', exact: true }).click();
  await expect(drawer).toContainText(t('result.why.simulated'));
  await drawer.getByRole('button', { name: t('result.row.showAll') }).click();
  await expect(drawer).toContainText('0.488 × 0.854');
  await expect(drawer.locator('dl > div').last()).toContainText('0.833');
  await drawer.getByRole('button', { name: '0.488 × 0.854' }).click();
  await expect(drawer).toContainText(t('result.why.feature.location'));
  await drawer.getByRole('button', { name: t('result.back') }).click();
  await expect(drawer).toContainText('0.488 × 0.854');
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);

  for (const [name, sentence] of [
    [/71–92%/, t('result.why.interval')],
    [t('stage.3'), t('result.why.stage3')],
    [t('result.atPrevalence', { percent: '52%' }), t('result.why.prevalenceChange')],
    [t('risk.next.stage3'), t('result.why.next')],
  ] as const) {
    await risk(page).getByRole('button', { name }).click();
    await expect(drawer).toContainText(sentence);
    await page.keyboard.press('Escape');
    await expect(drawer).toHaveCount(0);
  }
  await page.getByRole('button', { name: t('result.finding.severalNodules') }).click();
  await expect(drawer).toContainText(t('finding.severalNodules', { count: 2 }));
  await page.keyboard.press('Escape');
  await page
    .getByRole('region', { name: t('result.report'), exact: true })
    .getByRole('button', { name: /solid/i })
    .click();
  await expect(drawer).toContainText(t('explanation.row.partShare'));
  await expect(drawer).toContainText(t('explanation.row.without'));
});

test('a withheld estimate stands in the same place, says why, and looks nothing like a low risk', async ({
  page,
}) => {
  await openCase(page, 'No scale');
  const low = await risk(page).boundingBox();
  await expect(risk(page).getByRole('button', { name: '12%', exact: true })).toBeVisible();
  await openCase(page, 'Withheld');
  const withheld = await risk(page).boundingBox();
  expect({ x: withheld!.x, y: withheld!.y, width: withheld!.width }).toEqual({
    x: low!.x,
    y: low!.y,
    width: low!.width,
  });
  await expect(risk(page)).toContainText(t('result.withheld'));
  await expect(risk(page)).toContainText(t('result.withheldText'));
  await expect(risk(page)).toContainText(t('finding.noGland'));
  await expect(risk(page)).not.toContainText('%');
  await expect(page.locator('[data-panel=features]')).toContainText(t('sankey.withheld'));
  await expect(page.getByText(t('result.viewMissing')).first()).toBeVisible();
});

test('without a scale no millimetres are shown', async ({ page }) => {
  await openCase(page, 'No scale');
  await expect(
    page.locator('[data-panel=transverse]').getByRole('button', { name: /^\d+ px · scale unknown$/ }),
  ).toBeVisible();
  await expect(page.locator('[data-panel=transverse]')).not.toContainText(/\d mm/);
  await expect(risk(page)).not.toContainText('mm');
});

test('beside the figure stands what it was made without, and a click says what that costs', async ({
  page,
}) => {
  await openCase(page, 'No scale');
  const line = risk(page).getByRole('button', { name: t('result.lacking', { what: t('lack.scale') }) });
  await expect(line).toBeVisible();
  await line.click();
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText(t('result.why.lacking'));
  await expect(drawer).toContainText(t('result.row.lackingAuc'));
  await page.keyboard.press('Escape');
  await openCase(page, 'Two nodules');
  await expect(risk(page)).toContainText('%');
  await expect(line).toHaveCount(0);
});

test('an earlier assessment is read with its own figures and pack, and nothing can be changed there', async ({
  page,
}) => {
  await openCase(page, 'Two nodules');
  await page.getByRole('button', { name: t('result.history', { n: 2 }) }).click();
  await page.getByRole('menuitem').last().click();
  await expect(page.getByText(/You are reading an earlier assessment/)).toBeVisible();
  await expect(risk(page).getByRole('button', { name: '67%', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: t('result.reassess') })).toBeDisabled();
  await expect(page.getByLabel(t('result.age'))).not.toBeEditable();
  await page.getByRole('button', { name: t('result.backToNewest') }).click();
  await expect(risk(page).getByRole('button', { name: '83%', exact: true })).toBeVisible();
});

test('reviewed is kept, also over a new start @web', async ({ page, application }) => {
  await openCase(page, 'Two nodules');
  const reviewed = page.getByRole('button', { name: t('result.reviewed'), exact: true });
  await reviewed.click();
  await expect(reviewed).toHaveAttribute('aria-pressed', 'true');
  await application.close();
  await application.open();
  await openCase(page, 'Two nodules');
  await expect(reviewed).toHaveAttribute('aria-pressed', 'true');
});

test('a panel fills the window with F and goes back, zoomed with the wheel', async ({ page }) => {
  await openCase(page, 'Two nodules');
  const panel = page.locator('[data-panel=longitudinal]');
  await panel.hover();
  await page.keyboard.press('f');
  await expect.poll(async () => (await panel.boundingBox())!.width).toBe(1440);
  const before = await meanColour(page, 'longitudinal');
  await page.mouse.move(720, 400);
  await page.mouse.wheel(0, -600);
  await expect.poll(() => meanColour(page, 'longitudinal')).not.toEqual(before);
  await page.keyboard.press('f');
  await expect.poll(async () => (await panel.boundingBox())!.width).toBeLessThan(600);
});

test('two cases stand side by side', async ({ page }) => {
  await openCase(page, 'Two nodules');
  await page.keyboard.press('c');
  const compare = page.getByRole('region', { name: t('result.compare'), exact: true });
  await expect(compare.getByText('83%').first()).toBeVisible();
  await compare.getByRole('button', { name: /No scale/ }).click();
  await expect(
    compare.getByRole('article', { name: 'No scale' }).getByRole('button', { name: '12%', exact: true }),
  ).toBeVisible();
  await expect(compare.getByText(t('app.researchUse'))).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(compare).toHaveCount(0);
});

test('the report fits one page and says all that must be read with the figure @web', async ({ page }) => {
  await openCase(page, 'Two nodules');
  await page.getByRole('button', { name: t('result.print'), exact: true }).click();
  const sheet = page.locator('[data-print-sheet] article');
  for (const text of [
    '83%',
    '71–92%',
    '0.833',
    t('app.researchUse'),
    t('app.simulatedLabels'),
    t('stage.3'),
    t('result.print.notReviewed'),
  ]) {
    await expect(sheet).toContainText(text);
  }
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test('everything is said in Chinese too', async ({ page }) => {
  const zh = words('zh');
  await openCase(page, 'Two nodules');
  await page.getByText('中文').click();
  await expect(page.getByRole('region', { name: zh('result.risk') })).toContainText(zh('stage.3'));
  await expect(page.getByText(zh('result.quality'), { exact: true })).toBeVisible();
  await expect(page.locator('main')).not.toContainText(/result\.|[{}]/);
});

test('the result screen looks as it should', async ({ page }) => {
  await openCase(page, 'Two nodules');
  await page.keyboard.press('3');
  await expect(page.locator('[data-panel=where] canvas').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  // The list shows the time of the run.
  await expect(page).toHaveScreenshot('result.png', { mask: [page.locator('aside')] });
});
