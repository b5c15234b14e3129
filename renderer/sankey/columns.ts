import type { Feature } from '../../app/case/assessment.ts';
import type { Ordered, SankeyInput } from './layout.types.ts';
import { textWidth } from './textWidth.ts';

export const NODE_WIDTH = 8;
export const LABEL_GAP = 6;
/** A band from feature to group needs at least this much to bend in, px. */
const MIN_RUN_PX = 34;

export type Columns = {
  readonly fontPx: number;
  readonly featureX: number;
  readonly groupX: number;
  readonly riskX: number;
  readonly withShares: boolean;
  readonly withResponses: boolean;
  readonly withRiskName: boolean;
};

/** Where the three columns stand: the labels' widths decide, what does not fit is left to the table. */
export function columnsFor(width: number, input: SankeyInput, { features, groups, sumOf }: Ordered): Columns {
  for (const level of [0, 1, 2, 3]) {
    const fontPx = level >= 2 ? 11 : input.height >= 340 && width >= 640 ? 14 : 12;
    const withShares = level < 3;
    const withResponses = level < 1;
    const withRiskName = level < 2;
    const valueFor = (f: Feature) => valueText(f, withShares, withResponses);
    const featureWidth = Math.max(
      ...features.map((f) => lineWidth(input.featureName(f.name), valueFor(f), fontPx)),
    );
    const groupWidth = Math.max(
      ...groups.map((g) => lineWidth(input.groupName(g), withShares ? share(sumOf(g)) : '', fontPx)),
    );
    const riskWidth = Math.max(
      textWidth(input.riskText, RISK_FONT_PX),
      withRiskName ? textWidth(input.riskName, fontPx) : 0,
    );
    const featureX = featureWidth + LABEL_GAP + 2;
    const riskX = width - riskWidth - LABEL_GAP - NODE_WIDTH - 2;
    const room = riskX - featureX - 2 * NODE_WIDTH;
    const needed = groupWidth + 2 * LABEL_GAP + MIN_RUN_PX;
    if (room < needed && level < 3) continue;
    const groupX = Math.min(
      featureX + NODE_WIDTH + room * 0.45,
      riskX - groupWidth - 2 * LABEL_GAP - NODE_WIDTH,
    );
    return { fontPx, featureX, groupX, riskX, withShares, withResponses, withRiskName };
  }
  throw new RangeError('unreachable: the last level is always taken');
}

export const RISK_FONT_PX = 20;

/** A feature's values beside its name: what there is room for. */
export function valueText(f: Feature, withShare: boolean, withResponse: boolean): string {
  if (!withShare) return '';
  return withResponse ? `${share(f.contribution)} · ${f.response.toFixed(2)}` : share(f.contribution);
}

/** Width of a name with its value on one line, px. */
export function lineWidth(text: string, value: string, fontPx: number): number {
  return textWidth(text, fontPx) + (value ? textWidth(value, fontPx) + fontPx * 0.5 : 0);
}

/** Contribution as a percentage with one decimal. */
export function share(contribution: number): string {
  return `${(contribution * 100).toFixed(1)}%`;
}
