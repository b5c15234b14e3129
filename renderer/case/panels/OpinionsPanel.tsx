import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import classes from './QualityPanel.module.css';
import { Section } from './Section.tsx';

/** The place for second opinions. This version has none, and says so instead of showing an empty list. */
export function OpinionsPanel() {
  const { t } = useWords();
  const { explain } = useCaseAccess();
  return (
    <Section title={t('result.opinions')} onExplain={() => explain({ kind: 'opinions' })}>
      <p className={classes.passed}>{t('result.noOpinions')}</p>
    </Section>
  );
}
