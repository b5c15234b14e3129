import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { openChromium } from './chromium.ts';
import { median, notRun, type Verdict, verdict } from './report.ts';

const TARGET_RATIO = 15;
const ROUNDS = 3;

/**
 * Frames a second of the 3D view turning at 1280 × 800, against the published viewer's way of drawing (4,580
 * separate spheres of 16 × 16 segments), both in the same page of the same headless Chromium.
 */
export async function atlasView(): Promise<Verdict> {
  const browser = await openChromium();
  if (!browser) return notRun('No Chromium here, so the 3D view was not measured.');
  const { outputFiles } = await build({
    entryPoints: [new URL('./atlasViewPage.ts', import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    logLevel: 'error',
  });
  const script = outputFiles[0]!.text;
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      isScript
        ? script
        : '<!doctype html><style>body{margin:0}</style><body><script src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => console.error(error.message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const graphics = await page.evaluate('thyroMapBench.graphics()');
    console.log(`graphics: ${graphics}`);
    const firstFrame = (await page.evaluate('thyroMapBench.firstFrame()')) as number;
    console.log(`from nothing to the first frame:    ${firstFrame.toFixed(0)} ms`);
    const rates: Record<string, number[]> = { atlas: [], litSpheres: [], plainSpheres: [] };
    // Turn about, so that whatever else the machine does falls on all of them.
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of Object.keys(rates)) {
        rates[name]!.push((await page.evaluate(`thyroMapBench.measure(${JSON.stringify(name)})`)) as number);
      }
    }
    const shown = (name: string) =>
      `${median(rates[name]!).toFixed(2)} frames/s (${rates[name]!.map((r) => r.toFixed(2)).join(', ')})`;
    console.log(`ThyroMap's 3D view:                 ${shown('atlas')}`);
    console.log(`4,580 spheres, lit (Lambert):       ${shown('litSpheres')}`);
    console.log(`4,580 spheres, unlit (cheapest):    ${shown('plainSpheres')}`);
    const ratio = median(rates.atlas!) / median(rates.litSpheres!);
    const hardest = median(rates.atlas!) / median(rates.plainSpheres!);
    return verdict(
      Math.min(ratio, hardest) >= TARGET_RATIO,
      `3D view at 1280 × 800: ${ratio.toFixed(1)} times the frame rate of 4,580 lit spheres, ${hardest.toFixed(1)} times that of unlit ones (target: ${TARGET_RATIO})`,
    );
  } finally {
    server.close();
    await browser.close();
  }
}
