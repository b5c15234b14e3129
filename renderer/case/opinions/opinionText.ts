import type { ClassShare, Opinion } from '../../../app/opinion/opinion.ts';
import type { BothLanguages } from '../../../app/pack/words.ts';
import type { Language } from '../../../app/words/say.ts';
import { percent } from '../../words/format.ts';
import type { Words } from '../../words/words.ts';
import { percentRange } from '../format.ts';

type Say = { readonly t: Words['t']; readonly language: Language };

export const inLanguage = (words: BothLanguages, language: Language): string => words[language];

/** The class that an opinion speaks of: the one it is asked about, else the likeliest. */
export function spokenClass({ answer }: Pick<Opinion, 'answer'>): ClassShare | null {
  if (!answer) return null;
  const asked = answer.classes.find((one) => one.name === answer.positive);
  return asked ?? answer.classes.reduce((best, one) => (one.probability > best.probability ? one : best));
}

/** Cytology has its own section above with its pictures; here it is named only when it could not be run. */
export function listedOpinions(opinions: readonly Opinion[]): Opinion[] {
  return opinions.filter((one) => one.task !== 'cytology' || one.notGiven === 'failed');
}

/** An opinion in one line: "malignant 72% (60–82%)", a leaning without a figure when uncalibrated, or why there is none. */
export function opinionLine(opinion: Opinion, { t, language }: Say): string {
  const { answer, calibrated, notGiven } = opinion;
  const spoken = spokenClass(opinion);
  if (!answer || !spoken) return t(`opinion.notGiven.${notGiven ?? 'failed'}`);
  const label = inLanguage(spoken.label, language);
  if (!calibrated) {
    const likeliest = answer.classes.reduce((best, one) => (one.probability > best.probability ? one : best));
    return t('opinion.leans', { label: inLanguage(likeliest.label, language) });
  }
  const interval = answer.interval ? ` (${percentRange(answer.interval).replace('%', '')})` : '';
  return `${label} ${percent(answer.probability)}${interval}`;
}
