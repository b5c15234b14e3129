import { Loader } from '@mantine/core';
import { useEffect } from 'react';
import { rememberLabel } from '../jobs/caseLabels.ts';
import { useWords } from '../words/words.ts';
import { CaseBoard } from './CaseBoard.tsx';
import classes from './CaseScreen.module.css';
import { useCase } from './useCase.ts';

/** The result screen of one case. */
export function CaseScreen({ caseId }: { caseId: string }) {
  const { t, fail } = useWords();
  const data = useCase(caseId);
  const label = data.bundle?.case.label;
  useEffect(() => {
    if (label !== undefined) rememberLabel(caseId, label);
  }, [caseId, label]);
  if (data.bundle) return <CaseBoard bundle={data.bundle} data={data} />;
  if (data.failure) {
    return (
      <div className={classes.failure} role="alert">
        <p>{fail(data.failure)}</p>
        <button type="button" onClick={() => void data.reload()}>
          {t('result.readAgain')}
        </button>
        {data.failure.detail && (
          <details>
            <summary>{t('shell.showDetails')}</summary>
            <pre>{data.failure.detail}</pre>
          </details>
        )}
      </div>
    );
  }
  return <Loader className={classes.wait} aria-label={t('shell.loading')} />;
}
