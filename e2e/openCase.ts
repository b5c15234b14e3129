import { expect, type Page } from '@playwright/test';

/** Opens a case from the work list, with the pointer off the list so that its hover picture covers nothing. */
export async function openCase(page: Page, label: string): Promise<void> {
  await page.getByText(label, { exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: label })).toBeVisible();
  await page.mouse.move(700, 20);
  await expect(page.locator('[data-panel] canvas').first()).toBeVisible();
}
