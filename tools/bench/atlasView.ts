import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Browser } from 'playwright';
import { openChromium } from './chromium.ts';
import { median, notRun, type Verdict, verdict } from './report.ts';

const TARGET_RATIO = 30;
const TARGET_FIRST_FRAME_MS = 500;
const ROUNDS = 3;

/**
 * Frames a second of the 3D view turning at 1280 × 800, against the published viewer's way of drawing (4,580
 * separate spheres of 16 × 16 segments), both in the same page of the same headless Chromium; and the time from
 * nothing to its first frame.
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
    const processor = await processorSeconds(browser);
    const rates: Record<string, number[]> = { atlas: [], litSpheres: [], plainSpheres: [] };
    const costs: Record<string, number[]> = { atlas: [], litSpheres: [], plainSpheres: [] };
    // Turn about, so that whatever else the machine does falls on all of them.
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of Object.keys(rates)) {
        await page.evaluate(`thyroMapBench.begin(${JSON.stringify(name)})`);
        const before = await processor();
        const { frames, seconds } = (await page.evaluate('thyroMapBench.turn()')) as {
          frames: number;
          seconds: number;
        };
        rates[name]!.push(frames / seconds);
        costs[name]!.push(((await processor()) - before) / frames);
        await page.evaluate('thyroMapBench.end()');
      }
    }
    const shown = (name: string) =>
      `${median(rates[name]!).toFixed(2)} frames/s (${rates[name]!.map((r) => r.toFixed(2)).join(', ')}), ${(median(costs[name]!) * 1000).toFixed(0)} ms of processor a frame`;
    console.log(`ThyroMap's 3D view:                 ${shown('atlas')}`);
    console.log(`4,580 spheres, lit (Lambert):       ${shown('litSpheres')}`);
    console.log(`4,580 spheres, unlit (cheapest):    ${shown('plainSpheres')}`);
    const ratio = median(rates.atlas!) / median(rates.litSpheres!);
    const hardest = median(rates.atlas!) / median(rates.plainSpheres!);
    const cheaper = median(costs.plainSpheres!) / median(costs.atlas!);
    console.log(
      `processor time a frame, unlit spheres over ThyroMap (what else runs hardly counts): ${cheaper.toFixed(1)}`,
    );
    return verdict(
      Math.min(ratio, hardest) >= TARGET_RATIO && firstFrame <= TARGET_FIRST_FRAME_MS,
      `3D view at 1280 × 800: ${ratio.toFixed(1)} times the frame rate of 4,580 lit spheres, ${hardest.toFixed(1)} times that of unlit ones (target: ${TARGET_RATIO}); first frame after ${firstFrame.toFixed(0)} ms (target: ${TARGET_FIRST_FRAME_MS})`,
    );
  } finally {
    server.close();
    await browser.close();
  }
}

/** Reads the processor seconds that the browser's drawing processes have used since they began. */
async function processorSeconds(browser: Browser): Promise<() => Promise<number>> {
  const session = await browser.newBrowserCDPSession();
  return async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo
      .filter(({ type }) => type === 'GPU' || type === 'renderer')
      .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
}
