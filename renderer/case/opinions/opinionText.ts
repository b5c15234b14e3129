import type { Opinion } from '../../../app/opinion/opinion.ts';

export { inLanguage, opinionLine, spokenClass } from '../../../app/opinion/opinionLine.ts';
export { onlyAlerts } from '../../../app/opinion/subtype.ts';

/** Cytology has its own section above with its pictures; here it is named only when it could not be run. */
export function listedOpinions(opinions: readonly Opinion[]): Opinion[] {
  return opinions.filter((one) => one.task !== 'cytology' || one.notGiven === 'failed');
}
