import { IconFlask2 } from '@tabler/icons-react';
import type { Opinion } from '../../../app/opinion/opinion.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { Section } from '../panels/Section.tsx';
import { figuresAreStale } from '../staleText.ts';
import classes from './OpinionsPanel.module.css';
import { inLanguage, listedOpinions, onlyAlerts, opinionLine } from './opinionText.ts';

/** What the other systems in use say: one line each; a click shows where it looked and what stands behind it. */
export function OpinionsPanel({ selected }: { selected: string | null }) {
  const { t } = useWords();
  const { assessment, staleBecause, explain } = useCaseAccess();
  const opinions = listedOpinions(assessment?.opinions ?? []);
  const notAsked = staleBecause.filter((reason) => reason.kind === 'notAsked');
  return (
    <Section title={t('result.opinions')} onExplain={() => explain({ kind: 'opinions' })}>
      {opinions.length + notAsked.length === 0 ? (
        <p className={classes.none}>{t(assessment ? 'result.noOpinions' : 'opinion.notYet')}</p>
      ) : (
        <ul className={classes.list} data-stale={figuresAreStale(staleBecause)}>
          {opinions.map((opinion) => (
            <li key={opinion.pack.sha256}>
              <Row opinion={opinion} selected={selected === opinion.pack.sha256} />
            </li>
          ))}
          {notAsked.map(({ system, sha256 }) => (
            <li key={sha256} className={classes.notAsked}>
              <span className={classes.system}>{system}</span>
              <span className={classes.answer} data-given={false}>
                {t('opinion.notAsked')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Row({ opinion, selected }: { opinion: Opinion; selected: boolean }) {
  const { t, language } = useWords();
  const { explain } = useCaseAccess();
  const { system, answer, simulatedLabels, experimental, trainedOn, notFor } = opinion;
  const marks = [
    ...(simulatedLabels ? [t('opinion.simulatedShort')] : []),
    ...(experimental ? [t('opinion.experimental')] : []),
  ];
  const about = [
    t('opinion.trainedOn', { text: inLanguage(trainedOn, language) }),
    t('opinion.notFor', { text: inLanguage(notFor, language) }),
  ].join('\n');
  return (
    <button
      type="button"
      className={classes.row}
      data-selected={selected}
      data-question={onlyAlerts(opinion)}
      title={about}
      onClick={() => explain({ kind: 'opinion', pack: opinion.pack.sha256 })}
    >
      <span className={classes.system}>{system}</span>
      {marks.length > 0 && (
        <span className={classes.mark}>
          <IconFlask2 size={12} aria-hidden />
          {marks.join(' · ')}
        </span>
      )}
      <span className={classes.answer} data-given={answer !== null}>
        {opinionLine(opinion, { t, language })}
      </span>
    </button>
  );
}
