import { IconAlertTriangle, IconCircleCheck, IconHandStop, IconInfoCircle } from '@tabler/icons-react';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import classes from './QualityPanel.module.css';
import { listedFindings, passedChecks } from './quality.ts';
import { Section } from './Section.tsx';

const ICONS = { withholds: IconHandStop, warning: IconAlertTriangle, note: IconInfoCircle };

/** What speaks against trusting this estimate, and what was checked and is in order. */
export function QualityPanel() {
  const { t } = useWords();
  const { assessment, explain } = useCaseAccess();
  if (!assessment) return null;
  const listed = listedFindings(assessment.findings);
  const passed = passedChecks(assessment);
  return (
    <Section title={t('result.quality')}>
      <ul className={classes.list}>
        {listed.map((finding) => {
          const Icon = ICONS[finding.severity];
          return (
            <li key={`${finding.code}${finding.view}`}>
              <button
                type="button"
                className={classes.finding}
                data-severity={finding.severity}
                title={t(`finding.${finding.code}`, finding.values)}
                onClick={() => explain({ kind: 'finding', code: finding.code, view: finding.view })}
              >
                <Icon size={15} aria-hidden />
                <span>
                  {t(`result.finding.${finding.code}`)}
                  {finding.view && <span className={classes.view}> · {t(`view.${finding.view}`)}</span>}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {passed.length > 0 && (
        <p className={classes.passed}>
          <IconCircleCheck size={15} aria-label={t('result.inOrder')} />
          {passed.map((check) => t(`result.check.${check}`)).join(' · ')}
        </p>
      )}
    </Section>
  );
}
