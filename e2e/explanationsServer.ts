import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Page, test } from '@playwright/test';
import { build } from 'esbuild';
import type { ExplanationsPage } from './explanations.types.ts';
import { whyNoChromium } from './machine.ts';

declare global {
  /** What the page offers to its specs. */
  var explanations: ExplanationsPage;
}

/**
 * Serves `explanations.page.tsx` to the tests of a spec file, without the rest of the product.
 *
 * @returns opens it in a page
 */
export function explanationsServer(): (page: Page) => Promise<void> {
  let server: Server | null = null;
  test.beforeAll(async () => {
    const why = whyNoChromium();
    test.skip(why !== null, why ?? '');
    const files = await bundle();
    const listening = createServer((request, response) => {
      // the worker is asked for by its source's name
      const text = files.get((request.url ?? '').replace(/\.ts$/, '.js'));
      const type = request.url?.endsWith('.css') ? 'text/css' : text ? 'text/javascript' : 'text/html';
      response.setHeader('Content-Type', `${type}; charset=utf-8`);
      response.end(
        text ??
          '<!doctype html><title>page</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/explanations.page.css"><div id="root"></div><script type="module" src="/explanations.page.js"></script>',
      );
    });
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    server = listening;
  });
  test.afterAll(() => server?.close());
  return async (page) => {
    await page.goto(`http://127.0.0.1:${(server!.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'explanations' in globalThis);
    await page.evaluate(() => document.fonts.load('12px "Inter Variable"'));
  };
}

async function bundle(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: {
      'explanations.page': join(import.meta.dirname, 'explanations.page.tsx'),
      'shell.worker': join(import.meta.dirname, '../renderer/atlas/shell.worker.ts'),
    },
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
  return new Map(outputFiles.map((f) => [f.path.replaceAll('\\', '/').replace(/^.*\//, '/'), f.text]));
}
