import type {
  Crossing,
  Sensitivity,
  SensitivityAnswer,
  SensitivityRow,
  SensitivityUnit,
} from '../../../app/explanation/sensitivity.ts';
import { percent, riskPercent } from '../../words/format.ts';
import type { Words } from '../../words/words.ts';
import { riskRange } from '../format.ts';

/** One input in words: where it stands, what was tried, and where the stage is another. */
export type SensitivityLine = {
  readonly input: string;
  readonly current: string | null;
  readonly range: string | null;
  /** Sentences; never empty. */
  readonly changes: readonly string[];
};

type Say = Words['t'];

export function sensitivityLines({ rows, report }: Sensitivity, t: Say): SensitivityLine[] {
  return [
    ...rows.map((row) => ({
      input: t(`sensitivity.input.${row.input}`),
      current: row.current === null ? null : valueText(row.current, row.unit, t),
      range:
        row.range && row.range[0] < row.range[1]
          ? row.range.map((value) => valueText(value, row.unit, t)).join(' – ')
          : null,
      changes: changesOf(row, t),
    })),
    {
      input: t('sensitivity.input.report'),
      current: null,
      range: null,
      changes:
        report === null
          ? [t('sensitivity.notGiven')]
          : report.length === 0
            ? [t('sensitivity.noWords')]
            : report.map((part) => t('sensitivity.leftOut', { text: part.text, stage: outcome(part, t) })),
    },
  ];
}

function changesOf({ current, unit, range, below, above }: SensitivityRow, t: Say): string[] {
  if (current === null) return [t('sensitivity.notGiven')];
  if (range && range[0] === range[1]) return [t('sensitivity.noRoom')];
  const say = (key: 'sensitivity.below' | 'sensitivity.above', crossing: Crossing) =>
    t(key, { value: valueText(crossing.value, unit, t), stage: outcome(crossing, t) });
  const found = [
    ...(below ? [say('sensitivity.below', below)] : []),
    ...(above ? [say('sensitivity.above', above)] : []),
  ];
  return found.length > 0 ? found : [t('sensitivity.none')];
}

/** Stage, risk and its interval: no figure without its interval. */
export function outcome({ stage, probability, interval }: SensitivityAnswer, t: Say): string {
  return t('sensitivity.outcome', {
    stage: t(`stage.${stage}`),
    risk: riskPercent(probability),
    range: riskRange(interval),
  });
}

function valueText(value: number, unit: SensitivityUnit, t: Say): string {
  switch (unit) {
    case 'mm':
      return `${value.toFixed(1)} mm`;
    case 'glandPercent':
      return t('sensitivity.gland', { value: value.toFixed(0) });
    case 'greyLevels':
      return t('sensitivity.greyLevels', { value: value.toFixed(0) });
    case 'years':
      return t('sensitivity.years', { value: value.toFixed(0) });
  }
}

/** Said where the estimate's own interval holds the cut-off: then a change of stage is within its uncertainty. */
export function intervalNote({ now, cutoff }: Sensitivity, t: Say): string | null {
  const [low, high] = now.interval;
  return low < cutoff && cutoff <= high
    ? t('sensitivity.interval', { low: riskPercent(low), high: riskPercent(high), cutoff: percent(cutoff) })
    : null;
}
