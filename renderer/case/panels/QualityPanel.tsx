import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconCircleCheck,
  IconHandStop,
  IconInfoCircle,
} from '@tabler/icons-react';
import type { ViewKind } from '../../../app/case/patientCase.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import classes from './QualityPanel.module.css';
import { listedFindings, passedChecks } from './quality.ts';
import { Section } from './Section.tsx';

const ICONS = { withholds: IconHandStop, warning: IconAlertTriangle, note: IconInfoCircle };

/** What speaks against trusting this estimate, and what was checked and is in order. */
export function QualityPanel() {
  const { t } = useWords();
  const { assessment, readOnly, explain } = useCaseAccess();
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
              {finding.code === 'viewDoubtful' && finding.view && !readOnly && (
                <SwapViews kind={finding.view} />
              )}
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

/** Names the view as the other section, and the other view as this one; the estimate is then stale. */
function SwapViews({ kind }: { kind: ViewKind }) {
  const { t } = useWords();
  const { bundle, change } = useCaseAccess();
  const newKind = kind === 'transverse' ? 'longitudinal' : 'transverse';
  return (
    <Button
      className={classes.swap}
      size="compact-xs"
      variant="default"
      leftSection={<IconArrowsExchange size={13} />}
      onClick={() => void change({ view: { kind, newKind } })}
    >
      {t(bundle.case.views.length > 1 ? 'result.swapViews' : `result.isView.${newKind}`)}
    </Button>
  );
}
