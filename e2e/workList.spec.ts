import { TEST_STORE } from '../main/access/testing/testStore.ts';
import { generateStore } from '../main/store/generateStore.ts';
import { expect, test } from './launch.ts';

test.use({ prepareData: { run: (folder) => generateStore(folder, 600, { store: TEST_STORE }) } });

test('cases are found, sorted and walked through by keyboard', async ({ page }) => {
  const list = page.getByRole('region', { name: 'Work list' });
  const rows = list.getByRole('listitem');
  await expect(list.getByText(/\d+ cases/)).toBeVisible();
  const all = Number((await list.getByText(/\d+ cases/).textContent())!.replace(/\D/g, ''));
  expect(all).toBeGreaterThan(400);
  // Only the rows in view exist.
  expect(await rows.count()).toBeLessThan(60);

  await test.step('a chip writes into the search field, and the list obeys it', async () => {
    await list.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('button', { name: 'risk>70' }).click();
    await page.getByRole('button', { name: 'left', exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(list.getByRole('textbox')).toHaveValue('risk>70 left');
    await expect(async () => {
      expect(await rows.count()).toBeGreaterThan(3);
      for (const text of await rows.allTextContents()) {
        expect(text).toMatch(/(7[0-9]|[89][0-9]|>99)%/);
        expect(text).toContain('left');
      }
    }).toPass();
  });

  await test.step('what is typed lights up the chips', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('unreviewed right');
    await list.getByRole('button', { name: 'Filters' }).click();
    await expect(page.getByRole('button', { name: 'unreviewed' })).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByRole('button', { name: 'risk>70' })).toHaveAttribute('aria-pressed', 'false');
    await page.keyboard.press('Escape');
    await expect(rows.first()).toContainText('right');
  });

  await test.step('nothing found is said, with the way back', async () => {
    await list.getByRole('textbox').fill('zzzz-no-such-case');
    await expect(list.getByText('No case matches “zzzz-no-such-case”.')).toBeVisible();
    await list.getByRole('button', { name: 'Clear the search' }).last().click();
    await expect(list.getByText(`${all} cases`)).toBeVisible();
  });

  await test.step('the highest risk can come first', async () => {
    await list.getByRole('button', { name: 'Order' }).click();
    await page.getByRole('menuitem', { name: 'Highest risk first' }).click();
    await expect(async () => {
      const risks = (await rows.allTextContents()).map((text) => Number(/(\d+)%/.exec(text)?.[1]));
      expect(risks.length).toBeGreaterThan(10);
      expect(risks).toEqual(risks.toSorted((a, b) => b - a));
    }).toPass();
  });

  await test.step('J and K walk through the list', async () => {
    await list.getByText(`${all} cases`).click();
    const open = list.locator('[aria-current=true]');
    await page.keyboard.press('j');
    await expect(open).toHaveCount(1);
    const first = await open.textContent();
    await page.keyboard.press('j');
    await expect(open).not.toHaveText(first!);
    await page.keyboard.press('k');
    await expect(open).toHaveText(first!);
  });
});

test('archive and delete can be undone, one case or many', async ({ page }) => {
  const list = page.getByRole('region', { name: 'Work list' });
  const rows = list.getByRole('listitem');
  const label = (index: number) => rows.nth(index).getByRole('button').textContent();
  await expect(rows.first()).toBeVisible();
  const count = list.getByText(/\d+ cases/);
  const before = (await count.textContent())!;
  const [first, second, third] = [await label(0), await label(1), await label(2)];

  await rows.nth(0).hover();
  await rows.nth(0).getByRole('checkbox').click();
  await rows
    .nth(1)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await expect(list.getByText('2 marked')).toBeVisible();

  await list.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Deleted: 2.')).toBeVisible();
  await expect(rows.first().getByRole('button')).toHaveText(third!);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(count).toHaveText(before);
  await expect(rows.nth(0).getByRole('button')).toHaveText(first!);
  await expect(rows.nth(1).getByRole('button')).toHaveText(second!);

  await rows.nth(0).hover();
  await rows.nth(0).getByRole('checkbox').click();
  await list.getByRole('button', { name: 'Archive' }).click();
  await expect(rows.first().getByRole('button')).toHaveText(second!);
  await list.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('switch', { name: 'Archived cases' }).click();
  await page.keyboard.press('Escape');
  await expect(list.getByText(/\d+ archived/)).toBeVisible();
  await expect(rows.filter({ hasText: first!.slice(0, 12) }).first()).toBeVisible();
});

test('the work list looks as agreed @web', async ({ page }) => {
  const list = page.getByRole('region', { name: 'Work list' });
  await expect(list.getByRole('listitem').first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  await expect(list).toHaveScreenshot('workList.png');
});
