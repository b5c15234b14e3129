import type { FusionTensors } from '../fusion/fusionInputs.ts';
import type { ReadPart } from '../report/reportParts.ts';

/** Of one part of the report: its effect on the log-odds, and the log-odds without it. */
export type PartEffect = { readonly effect: number; readonly without: number };

/** More parts than these are taken together: each costs two runs of the network. */
export const REPORT_PARTS_MAX = 10;

/**
 * Effect of each part of the report on the log-odds: the mean of what it adds to no report and what it adds to the
 * rest of it, as of the eight features (`featureEffects`). Its tokens are masked out; the words that stay are read as
 * they were, so that nothing but the part changes.
 *
 * @param whole the raw log-odds of the case as it is
 * @param ask runs the network and gives its raw log-odds
 */
export async function reportPartEffects(
  inputs: FusionTensors,
  whole: number,
  parts: readonly ReadPart[],
  ask: (inputs: FusionTensors) => Promise<number>,
): Promise<PartEffect[]> {
  const withTokens = (keeps: (token: number) => boolean): Promise<number> =>
    ask({
      ...inputs,
      reportMask: {
        ...inputs.reportMask,
        data: inputs.reportMask.data.map((one, i) => (keeps(i) ? one : 0)),
      },
    });
  if (parts.length === 0) return [];
  const none = await withTokens(() => false);
  if (parts.length === 1) return [{ effect: whole - none, without: none }];
  const found: PartEffect[] = [];
  for (const { tokens } of parts) {
    const own = new Set(tokens);
    const without = await withTokens((token) => !own.has(token));
    const only = await withTokens((token) => own.has(token));
    found.push({ effect: (only - none + whole - without) / 2, without });
  }
  return found;
}

/** Each part's share of the sum of |effects|; even where nothing has an effect. */
export function partShares(effects: readonly PartEffect[]): number[] {
  const strengths = effects.map(({ effect }) => Math.abs(effect));
  const total = strengths.reduce((a, b) => a + b, 0);
  return strengths.map((strength) => (total > 0 ? strength / total : 1 / strengths.length));
}

/** A weight for each of `count` tokens, adding up to 1: its part's share, spread evenly over the part. */
export function tokenWeights(parts: readonly ReadPart[], shares: readonly number[], count: number): number[] {
  const weights = new Array<number>(count).fill(0);
  for (const [k, { tokens }] of parts.entries())
    for (const token of tokens) weights[token] = shares[k]! / tokens.length;
  return weights;
}
