import type { Opinion } from '../../../app/opinion/opinion.ts';
import { useWords } from '../../words/words.ts';
import { onlyAlerts, opinionLine } from '../opinions/opinionText.ts';

/** The second opinions that were given, each with its pack and what must be read with it. */
export function PrintOpinions({ opinions }: { opinions: readonly Opinion[] }) {
  const { t, language } = useWords();
  const given = opinions.filter((opinion) => opinion.answer);
  if (given.length === 0) return null;
  return (
    <>
      <h2>{t('result.opinions')}</h2>
      <ul>
        {given.map((opinion) => (
          <li key={opinion.pack.sha256}>
            {[
              opinion.system,
              opinion.simulatedLabels && t('opinion.simulatedShort'),
              opinion.experimental && t('opinion.experimental'),
            ]
              .filter(Boolean)
              .join(' · ')}
            : {opinionLine(opinion, { t, language })} · {opinion.pack.name} {opinion.pack.version} (
            {opinion.pack.sha256.slice(0, 12)})
          </li>
        ))}
      </ul>
      {given.some(onlyAlerts) && <p>{t('opinion.alertsOnly')}</p>}
      <p>{t('opinion.apart')}</p>
    </>
  );
}
