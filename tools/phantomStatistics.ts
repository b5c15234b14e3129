import type { GreyFrame } from '../app/image/greyFrame.ts';
import type { Truth } from '../app/phantom/truth.ts';

/** Grey levels below which 5, 25, 50, 75 and 95% of the pixels lie. */
export function greyPercentiles(frame: GreyFrame): number[] {
  const sorted = frame.pixels.slice().sort();
  return [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
}

/**
 * Mean and deviation of the grey in squares of gland without nodule, and the grain's size: full width at half
 * maximum of the grey's autocorrelation after removing what is slower than the square.
 */
export function glandStatistics(
  frame: GreyFrame,
  truth: Truth,
): { mean: number; deviation: number; acrossPx: number; downPx: number } {
  const size = 40;
  const found = { mean: 0, deviation: 0, acrossPx: 0, downPx: 0 };
  let squares = 0;
  for (let top = 0; top + size < frame.height; top += size / 2) {
    for (let left = 0; left + size < frame.width; left += size / 2) {
      if (!isPlainGland(truth, frame.width, left, top, size)) continue;
      const at = (x: number, y: number) => frame.pixels[(top + y) * frame.width + left + x];
      let sum = 0;
      let squared = 0;
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
          sum += at(x, y);
          squared += at(x, y) ** 2;
        }
      }
      const mean = sum / size ** 2;
      const variance = squared / size ** 2 - mean ** 2;
      const correlation = (dx: number, dy: number) => {
        let product = 0;
        for (let y = 0; y < size - dy; y++) {
          for (let x = 0; x < size - dx; x++) product += (at(x, y) - mean) * (at(x + dx, y + dy) - mean);
        }
        return product / ((size - dx) * (size - dy)) / variance;
      };
      found.mean += mean;
      found.deviation += Math.sqrt(variance);
      found.acrossPx += halfWidth((k) => correlation(k, 0));
      found.downPx += halfWidth((k) => correlation(0, k));
      squares++;
    }
  }
  const n = Math.max(1, squares);
  return {
    mean: found.mean / n,
    deviation: found.deviation / n,
    acrossPx: found.acrossPx / n,
    downPx: found.downPx / n,
  };
}

function isPlainGland(truth: Truth, width: number, left: number, top: number, size: number): boolean {
  for (let y = top; y < top + size; y += 2) {
    for (let x = left; x < left + size; x += 2) {
      const i = y * width + x;
      if (!truth.gland.data[i] || truth.nodules.some((nodule) => nodule.data[i])) return false;
    }
  }
  return true;
}

function halfWidth(correlation: (lag: number) => number): number {
  let before = 1;
  for (let lag = 1; lag < 20; lag++) {
    const here = correlation(lag);
    if (here < 0.5) return 2 * (lag - 1 + (before - 0.5) / (before - here));
    before = here;
  }
  return 40;
}
