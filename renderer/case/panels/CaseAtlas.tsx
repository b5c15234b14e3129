import { lazy, Suspense, useEffect } from 'react';
import type { Assessment } from '../../../app/case/assessment.ts';
import type { CaseBundle } from '../../../app/contract/channels.ts';
import type { SharedEye } from '../../atlas/useAtlasState.ts';
import { useRiskField } from '../../field/useRiskField.ts';
import { useWords } from '../../words/words.ts';
import { WhereDetails } from './WhereDetails.tsx';
import classes from './WherePanel.module.css';

/** The 3D view brings its own library; it is loaded when the first case is shown, after the frames. */
const loadAtlas = () => import('../../atlas/AtlasView.tsx');
const AtlasView = lazy(async () => ({ default: (await loadAtlas()).AtlasView }));

type Props = {
  bundle: CaseBundle;
  assessment: Assessment | null;
  /** Fills the window: with settings, and the details under it. */
  enlarged?: boolean;
  /** Turns together with another case. */
  shared?: SharedEye;
};

/**
 * The gland with the field that this assessment was read from, whichever is in use now. Until that field is there,
 * and where nothing has been read yet, it shows no other one's colours: they would be taken for this case's.
 */
export function CaseAtlas({ bundle, assessment, enlarged = false, shared }: Props) {
  const { t, fail } = useWords();
  const { field, failure } = useRiskField(assessment && (assessment.location.field?.id ?? 'builtIn'));
  // fetched meanwhile
  useEffect(() => void loadAtlas(), []);
  if (!assessment) return <p className={classes.wait}>{t('result.notAssessed')}</p>;
  if (failure)
    return (
      <p className={classes.wait} role="alert">
        {fail(failure)}
      </p>
    );
  if (!field)
    return (
      <p className={classes.wait} role="status">
        {t('field.loading')}
      </p>
    );
  return (
    <>
      <Suspense fallback={<p className={classes.wait}>{t('shell.loading')}</p>}>
        <AtlasView
          key={field.id}
          assessment={assessment}
          field={field}
          enlarged={enlarged}
          caseLabel={bundle.case.label}
          simulated={bundle.case.simulated}
          {...(shared && { shared })}
        />
      </Suspense>
      {enlarged && <WhereDetails assessment={assessment} field={field} />}
    </>
  );
}
