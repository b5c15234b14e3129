import type { Browser } from 'playwright';
import { chromium } from 'playwright';
import { chromiumArguments, findChromium } from '../../e2e/machine.ts';

/** The machine's Chromium, headless, with the flags of the end-to-end suite; null where there is none. */
export async function openChromium(): Promise<Browser | null> {
  const executablePath = findChromium();
  return executablePath === undefined
    ? null
    : chromium.launch({ executablePath, args: [...chromiumArguments] });
}
