import type { WorkListRow } from '../../app/contract/channels.ts';
import type { Words } from '../words/words.ts';

/** What stands in the place of the number: an estimate, or why there is none. */
export type RowRisk =
  | { kind: 'estimate'; probability: number; stage: 1 | 2 | 3 }
  | { kind: 'withheld' }
  | { kind: 'notAssessed' };

export function rowRisk(row: Pick<WorkListRow, 'probability' | 'stage' | 'withheld'>): RowRisk {
  if (row.withheld) return { kind: 'withheld' };
  if (row.probability === null || row.stage === null) return { kind: 'notAssessed' };
  const stage = row.stage <= 1 ? 1 : row.stage >= 3 ? 3 : 2;
  return { kind: 'estimate', probability: row.probability, stage };
}

/** `left upper`, `isthmus`; empty when neither is known. */
export function placeText(row: Pick<WorkListRow, 'side' | 'pole'>, t: Words['t']): string {
  const side = row.side ? t(`side.${row.side}`) : '';
  const pole = row.pole ? t(`pole.${row.pole}`) : '';
  if (!side || !pole) return side || pole;
  return t('list.sideAndPole', { side, pole });
}

/** `F 43`; what is unknown is left out. */
export function patientText(row: Pick<WorkListRow, 'ageYears' | 'sex'>, t: Words['t']): string {
  return [row.sex ? t(`sex.short${row.sex}`) : '', row.ageYears ?? '']
    .filter((part) => part !== '')
    .join(' ');
}

/** The second line of a row: stage word, place, patient. */
export function secondLine(row: WorkListRow, t: Words['t']): string {
  const risk = rowRisk(row);
  const stage =
    risk.kind === 'estimate'
      ? t('stage.name', { n: risk.stage })
      : t(risk.kind === 'withheld' ? 'list.withheld' : 'list.notAssessed');
  return [stage, placeText(row, t), patientText(row, t)].filter(Boolean).join(' · ');
}
