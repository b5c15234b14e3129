import { openTestStore } from '../main/access/testing/testStore.ts';
import { addOperated, maskCases } from '../main/field/testing/operatedCases.ts';
import { expect, test } from './launch.ts';

/** A clinic's own risk field: built from operated cases, looked at beside the built-in one, and taken into use. */

test.use({
  prepareData: {
    run: async (folder) => {
      const store = await openTestStore(folder);
      addOperated(store, maskCases(22));
      store.close();
    },
  },
});
test.setTimeout(180_000);

test('a field built from operated cases is compared with the built-in one and used only when chosen', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Risk field' }).click();
  const sheet = page.getByRole('dialog', { name: 'Risk field' });
  await expect(sheet).toContainText('22 operated cases with a recorded outcome');
  await expect(sheet).toContainText(/1[0-3] of 13 regions have fewer than 8 of them/);
  const fields = sheet.getByRole('navigation', { name: 'Fields' });
  await expect(fields.getByRole('button')).toHaveCount(1);
  await expect(fields).toContainText('In use');

  await sheet.getByRole('button', { name: 'Build a new field' }).click();
  await expect(sheet.getByText(/Bringing cases onto the template/)).toBeVisible();
  await expect(sheet.getByText('The new field is ready.', { exact: false })).toBeVisible({
    timeout: 120_000,
  });
  await expect(fields.getByRole('button')).toHaveCount(2);
  // what was in use stays in use
  await expect(fields.getByRole('button', { name: 'Built in' })).toContainText('In use');

  await fields.getByRole('button', { name: 'Own operated cases' }).click();
  await expect(sheet.getByText(/with lateral metastasis · Built/)).toBeVisible();
  await sheet.getByLabel('Compare with').first().click();
  await page.getByRole('option', { name: 'Built in' }).click();
  const table = sheet.getByRole('table').last();
  await expect(table.getByRole('columnheader', { name: 'Difference' })).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(15);
  await expect(table).toContainText('too few cases here');

  await sheet.getByRole('button', { name: 'Use this field' }).click();
  await expect(
    sheet.getByText('Earlier assessments keep the field they were read from.', { exact: false }),
  ).toBeVisible();
  await expect(fields.getByRole('button', { name: 'Own operated cases' })).toContainText('In use');
});

test('an outcome is recorded in the case, corrected by a newer one, and both stay', async ({ page }) => {
  await page.getByText('Case 3', { exact: true }).first().click();
  const outcome = page.getByRole('region', { name: 'Outcome' });
  const lateral = outcome.getByLabel('Lateral metastasis').first();
  await expect(lateral).toHaveValue(/ound$/);
  const before = await lateral.inputValue();
  await lateral.click();
  await page.getByRole('option', { name: before === 'Found' ? 'Not found' : 'Found', exact: true }).click();
  await expect(outcome).toContainText(`Earlier: ${before} (Histology)`);
});
