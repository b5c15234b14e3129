import { expect, startWebHost, test } from './launch.ts';

test('the application opens and its backend answers through the link', async ({ page }) => {
  await expect(page).toHaveTitle(/ThyroMap/);
  await expect(page.locator('#root')).not.toBeEmpty();
});

test('the page breaks no rule of its own security policy', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  await page.reload();
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(complaints).toEqual([]);
  const inline = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    return 'injected' in window;
  });
  expect(inline).toBe(false);
});

test('the page reaches nothing but the application @web', async ({ page }) => {
  const reached = await page.evaluate(() =>
    fetch('http://127.0.0.1:1/').then(
      () => 'answered',
      (error: Error) => error.name,
    ),
  );
  expect(reached).toBe('TypeError');
});

test('the key leaves the address and a copy of it without the key opens nothing @web', async ({
  page,
  browser,
  application,
}) => {
  expect(page.url()).not.toContain('token');
  const stranger = await browser.newContext();
  const other = await stranger.newPage();
  const answer = await other.goto(new URL('/', application.address()!).href);
  expect(answer!.status()).toBe(403);
  await stranger.close();
});

test('a second copy on the same data folder says that the first one has it @web', async ({
  page,
  browser,
  application,
}) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  const second = await startWebHost(application.dataFolder);
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(second.address);
  await expect(other.getByText(/already open|another copy|in use/i).first()).toBeVisible();
  await context.close();
  await second.stop();
});
