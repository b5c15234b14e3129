import { seededRandom } from '../../app/morphology/random.ts';
import { type Interval, RESAMPLES } from '../../app/statistics/bootstrap.ts';

/**
 * 95% percentile bootstrap over whole blocks, drawn class by class: a block holds one class only, so drawing from all
 * of them would change how common the classes are, and that is not what is uncertain.
 * @param blocks indices of the pictures of each block, and the block's class
 */
export function blockIntervals(
  blocks: readonly { readonly label: number; readonly pictures: readonly number[] }[],
  statistics: (pictures: readonly number[]) => Record<string, number>,
): Record<string, Interval> {
  const random = seededRandom(1);
  const classes = [...new Set(blocks.map((block) => block.label))];
  const drawn = Array.from({ length: RESAMPLES }, () =>
    statistics(
      classes.flatMap((label) => {
        const own = blocks.filter((block) => block.label === label);
        return own.flatMap(() => own[Math.floor(random() * own.length)]!.pictures);
      }),
    ),
  );
  return Object.fromEntries(
    Object.keys(drawn[0]!).map((name) => {
      const sorted = drawn
        .map((one) => one[name]!)
        .filter(Number.isFinite)
        .sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
      return [name, [at(0.025), at(0.975)] satisfies Interval];
    }),
  );
}
