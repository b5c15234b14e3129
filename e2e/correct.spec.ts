import type { Locator, Page } from '@playwright/test';
import { expect, test } from './launch.ts';
import { openCase } from './openCase.ts';
import { seeded } from './seededFolders.ts';
import { words } from './words.ts';

test.use({ prepareData: seeded });

const t = words('en');

const transverse = (page: Page) => page.locator('[data-panel=transverse]');
const distance = (page: Page) => transverse(page).locator('output');
const notSaved = (page: Page) => page.getByText(t('result.edit.unsaved'), { exact: true });

async function startEditing(page: Page) {
  await transverse(page).hover();
  await page.keyboard.press('e');
  await expect(distance(page)).toContainText('mm');
  // The frame has grown to the window: strokes are aimed at where it stands now.
  await expect.poll(async () => (await transverse(page).boundingBox())!.width).toBe(1440);
}

/** Drags over the frame; places are shares of the canvas. */
async function drag(page: Page, canvas: Locator, ...places: [number, number][]) {
  const box = (await canvas.boundingBox())!;
  const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(places[0]!));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...at(place), { steps: 6 });
  await page.mouse.up();
}

test('an outline is corrected, undone, redone, saved and re-assessed, and the earlier assessment stays', async ({
  page,
}) => {
  await openCase(page, 'Two nodules');
  await startEditing(page);
  const canvas = transverse(page).locator('canvas');
  const before = await distance(page).textContent();

  await test.step('the distance follows the brush out of the gland', async () => {
    await drag(page, canvas, [0.52, 0.4], [0.52, 0.08]);
    await expect(distance(page)).toContainText(t('result.atCapsule'));
    await expect(notSaved(page)).toBeVisible();
  });

  await test.step('undo and redo lead back and forth', async () => {
    await page.keyboard.press('Control+z');
    await expect(distance(page)).toHaveText(before!);
    await expect(notSaved(page)).toHaveCount(0);
    await page.keyboard.press('Control+Shift+z');
    await expect(distance(page)).toContainText(t('result.atCapsule'));
    await page.keyboard.press('x');
    await drag(page, canvas, [0.52, 0.2], [0.52, 0.05]);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(distance(page)).toHaveText(before!);
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+y');
  });

  await test.step('redrawing replaces the outline', async () => {
    await page.keyboard.press('p');
    await drag(page, canvas, [0.47, 0.42], [0.53, 0.42], [0.53, 0.5], [0.47, 0.5], [0.47, 0.42]);
    await expect(distance(page)).not.toHaveText(before!);
    await expect(distance(page)).toContainText('mm');
  });

  await test.step('saving makes the estimate stale, and re-assessing uses the drawn outline', async () => {
    await page.keyboard.press('Control+s');
    await expect(notSaved(page)).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page.getByText(t('result.stale'))).toBeVisible();
    await expect(transverse(page).getByText(t('result.byHandNodule'))).toBeVisible();
    await page.keyboard.press('r');
    await expect(page.getByRole('region', { name: t('result.running') })).toBeVisible();
    await expect(page.getByText(t('result.stale'))).toHaveCount(0, { timeout: 90_000 });
    await expect(page.getByRole('region', { name: t('result.risk') })).toBeVisible({ timeout: 90_000 });
    await expect(page.getByRole('button', { name: t('result.history', { n: 3 }) })).toBeVisible({
      timeout: 90_000,
    });
  });

  await test.step('the earlier assessments stay readable with their figures', async () => {
    await page.getByRole('button', { name: t('result.history', { n: 3 }) }).click();
    await page.getByRole('menuitem', { name: /83%/ }).click();
    await expect(
      page
        .getByRole('region', { name: t('result.risk') })
        .getByText('83%')
        .first(),
    ).toBeVisible();
    await expect(transverse(page).getByText(t('result.byHandNodule'))).toHaveCount(0);
  });
});

test('nothing unsaved is left unasked or lost over a reload', async ({ page }) => {
  await openCase(page, 'Two nodules');
  await startEditing(page);
  const canvas = transverse(page).locator('canvas');
  await drag(page, canvas, [0.5, 0.4], [0.55, 0.45]);
  await expect(notSaved(page)).toBeVisible();

  await test.step('closing asks; keeping on editing keeps everything', async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByText(t('result.edit.leaveText'))).toBeVisible();
    await page
      .getByRole('button', { name: t('result.edit.stay') })
      .last()
      .click();
    // Keys reach the case again once the question has gone.
    await expect(page.getByText(t('result.edit.leaveText'))).toHaveCount(0);
    await expect(notSaved(page)).toBeVisible();
  });

  await test.step('going to the next case asks too', async () => {
    await page.keyboard.press('j');
    await expect(page.getByText(t('result.edit.leaveText'))).toBeVisible();
    await page
      .getByRole('button', { name: t('result.edit.stay') })
      .last()
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Two nodules');
  });

  await test.step('after a reload the strokes are there again', async () => {
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Two nodules');
    await expect(transverse(page).locator('canvas')).toBeVisible();
    await startEditing(page);
    await expect(page.getByText(t('result.edit.restored'))).toBeVisible();
    await expect(notSaved(page)).toBeVisible();
  });

  await test.step('not saving leaves the case as it was', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: t('result.edit.discard') }).click();
    await expect(page.getByText(t('result.stale'))).toHaveCount(0);
    await expect(transverse(page).getByText(t('result.byHandNodule'))).toHaveCount(0);
    await startEditing(page);
    await expect(notSaved(page)).toHaveCount(0);
  });
});

test('the scale is set with two clicks on a known length', async ({ page }) => {
  await openCase(page, 'No scale');
  await transverse(page)
    .getByRole('button', { name: t('result.more') })
    .click();
  await page.getByRole('menuitem', { name: t('result.setScale') }).click();
  const box = (await transverse(page).locator('canvas').boundingBox())!;
  await page.mouse.click(box.x + 0.3 * box.width, box.y + 0.5 * box.height);
  await page.mouse.click(box.x + 0.7 * box.width, box.y + 0.5 * box.height);
  const known = page.getByLabel(t('result.scale.known'));
  await known.fill('');
  await expect(page.getByRole('button', { name: t('result.scale.set'), exact: true })).toBeDisabled();
  await known.fill('20');
  await page.getByRole('button', { name: t('result.scale.set'), exact: true }).click();
  await expect(
    transverse(page)
      .getByRole('button', { name: /^[\d.]+ mm$/ })
      .first(),
  ).toBeVisible();
  await expect(page.getByText(t('result.stale'))).toBeVisible();
  await expect(
    page.locator('[data-panel=longitudinal]').getByText(t('result.scaleUnknown'), { exact: true }),
  ).toBeVisible();
});

test('another detected nodule is chosen with a click, and the choice can be taken back', async ({ page }) => {
  await openCase(page, 'Two nodules');
  const line = transverse(page).getByRole('button', { name: /mm$/ }).first();
  const before = await line.textContent();
  await transverse(page)
    .getByRole('button', { name: /^Nodule 2/ })
    .click();
  await expect(page.getByText(t('result.stale'))).toBeVisible();
  await expect(transverse(page).getByRole('button', { name: /^Nodule 1/ })).toBeVisible();
  await expect(line).not.toHaveText(before!);
  await page.getByRole('button', { name: t('result.undo'), exact: true }).click();
  await expect(transverse(page).getByRole('button', { name: /^Nodule 2/ })).toBeVisible();
  await expect(line).toHaveText(before!);
});

test('facts are changed where they stand, and an impossible age is refused in words', async ({ page }) => {
  await openCase(page, 'Two nodules');
  const age = page.getByLabel(t('result.age'));
  const first = await age.inputValue();
  await age.fill('430');
  await age.press('Enter');
  await expect(page.getByText(t('result.ageRange', { min: 0, max: 120 }))).toBeVisible();
  await expect(page.getByText(t('result.stale'))).toHaveCount(0);
  await age.fill('52');
  await age.press('Enter');
  await expect(page.getByText(t('result.stale'))).toBeVisible();
  await expect(page.getByText('Female 52', { exact: false }).first()).toBeVisible();
  expect(first).not.toBe('52');

  const report = page.getByRole('region', { name: t('result.report'), exact: true });
  await report.getByRole('button', { name: t('result.edit') }).click();
  await report.getByRole('textbox').fill('低回声结节，边界不清。');
  await report.getByRole('button', { name: t('result.save') }).click();
  await expect(report).toContainText('低回声结节，边界不清。');
  await expect(report).toContainText(t('result.reportNotRead'));
  await page.reload();
  await expect(report).toContainText('低回声结节，边界不清。');
});

test('drawing goes on smoothly: a long stroke costs a frame each, not more', async ({ page }) => {
  await openCase(page, 'Two nodules');
  await startEditing(page);
  const box = (await transverse(page).locator('canvas').boundingBox())!;
  // No wall time is asserted; what is asserted is that every move of a stroke is painted and none piles up.
  const painted = await page.evaluate(async ({ x, y, width, height }) => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-panel=transverse] canvas')!;
    canvas.parentElement!.setPointerCapture = () => {};
    const fire = (type: string, px: number, py: number) =>
      canvas.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          clientX: px,
          clientY: py,
          pointerId: 1,
          buttons: 1,
          button: 0,
        }),
      );
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const yellow = () => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let n = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i]! - data[i + 2]! > 25) n++;
      return n;
    };
    fire('pointerdown', x + width * 0.3, y + height * 0.5);
    const counts: number[] = [];
    for (let i = 1; i <= 30; i++) {
      fire('pointermove', x + width * (0.3 + i * 0.01), y + height * 0.5);
      await frame();
      await frame();
      if (i % 10 === 0) counts.push(yellow());
    }
    fire('pointerup', x + width * 0.6, y + height * 0.5);
    return counts;
  }, box);
  expect(painted[0]).toBeLessThan(painted[1]!);
  expect(painted[1]).toBeLessThan(painted[2]!);
});
