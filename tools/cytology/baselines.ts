import type { ColourPicture } from '../../app/cytology/colourPicture.ts';
import { fitLogistic } from '../../app/statistics/logistic.ts';

/** What a network must beat: guessing by how common the classes are, and the picture's colours alone. */

/** Levels of each colour; 4 × 4 × 4 shares describe how a slide is stained and how full it is. */
const LEVELS = 4;
const RIDGE = 1;

/** Shares of the 64 colours of a picture. */
export function colourHistogram({ rgb }: ColourPicture): number[] {
  const counts = new Array<number>(LEVELS ** 3).fill(0);
  const level = (value: number) => Math.min(LEVELS - 1, Math.floor((value * LEVELS) / 256));
  for (let at = 0; at < rgb.length; at += 3)
    counts[(level(rgb[at]!) * LEVELS + level(rgb[at + 1]!)) * LEVELS + level(rgb[at + 2]!)]!++;
  return counts.map((count) => (3 * count) / rgb.length);
}

/** Shares of the classes among the training pictures, the same answer for every picture. */
export function classPrior(truth: readonly number[], folds: readonly number[], classes: number): number[][] {
  return truth.map((_, i) => {
    const train = truth.filter((_, j) => folds[j] !== folds[i]);
    return Array.from({ length: classes }, (_, c) => train.filter((t) => t === c).length / train.length);
  });
}

/** One-against-the-rest logistic regression (ridge 1 on standardised columns), each fold from the others. */
export function logisticByFold(
  features: readonly (readonly number[])[],
  truth: readonly number[],
  folds: readonly number[],
  classes: number,
): number[][] {
  const out: number[][] = truth.map(() => []);
  for (const fold of new Set(folds)) {
    const train = truth.flatMap((_, i) => (folds[i] === fold ? [] : [i]));
    const columns = features[0]!.map((_, c) => {
      const values = train.map((i) => features[i]![c]!);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
      return { mean, spread: spread || 1 };
    });
    const scaled = (i: number) => features[i]!.map((v, c) => (v - columns[c]!.mean) / columns[c]!.spread);
    const rows = train.map(scaled);
    const ridge = columns.map(() => RIDGE);
    const fits = Array.from(
      { length: classes },
      (_, c) =>
        fitLogistic(
          rows,
          train.map((i) => (truth[i] === c ? 1 : 0)),
          ridge,
        ).coefficients,
    );
    for (const [i] of truth.entries()) {
      if (folds[i] !== fold) continue;
      const x = [1, ...scaled(i)];
      const odds = fits.map((w) => 1 / (1 + Math.exp(-w.reduce((sum, v, k) => sum + v * x[k]!, 0))));
      const total = odds.reduce((a, b) => a + b, 0);
      out[i] = odds.map((v) => v / total);
    }
  }
  return out;
}
