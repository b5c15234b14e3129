import type { BothLanguages } from '../pack/words.ts';
import type { WordKey } from '../words/en.ts';
import { percent, percentRange } from '../words/percent.ts';
import type { Language } from '../words/say.ts';
import type { ClassShare, Opinion } from './opinion.ts';
import { NO_ALERT, onlyAlerts } from './subtype.ts';

type Say = {
  readonly t: (key: WordKey, values?: Record<string, string | number>) => string;
  readonly language: Language;
};

export const inLanguage = (words: BothLanguages, language: Language): string => words[language];

/** The class that an opinion speaks of: the one it is asked about, else the likeliest. */
export function spokenClass({ answer }: Pick<Opinion, 'answer'>): ClassShare | null {
  if (!answer) return null;
  const asked = answer.classes.find((one) => one.name === answer.positive);
  return asked ?? answer.classes.reduce((best, one) => (one.probability > best.probability ? one : best));
}

/**
 * An opinion in one line: "malignant 72% (60–82%)", a leaning without a figure when uncalibrated, a question where
 * it may raise no more than that, or why there is none.
 */
export function opinionLine(opinion: Opinion, { t, language }: Say): string {
  const { answer, calibrated, notGiven } = opinion;
  const spoken = spokenClass(opinion);
  if (!answer || !spoken) return t(`opinion.notGiven.${notGiven ?? 'failed'}`);
  const label = inLanguage(spoken.label, language);
  if (!calibrated) {
    const likeliest = answer.classes.reduce((best, one) => (one.probability > best.probability ? one : best));
    return t('opinion.leans', { label: inLanguage(likeliest.label, language) });
  }
  if (onlyAlerts(opinion))
    return spoken.name === NO_ALERT ? t('opinion.noAlert') : t('opinion.alert', { label });
  const interval = answer.interval ? ` (${percentRange(answer.interval).replace('%', '')})` : '';
  return `${label} ${percent(answer.probability)}${interval}`;
}
