import { lazy, Suspense } from 'react';
import { useRiskField } from '../../field/useRiskField.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { Panel, type PanelFocus } from './Panel.tsx';
import { WhereDetails } from './WhereDetails.tsx';
import classes from './WherePanel.module.css';

/** The 3D view brings its own library; it is loaded when the first case is shown, after the frames. */
const AtlasView = lazy(async () => ({ default: (await import('../../atlas/AtlasView.tsx')).AtlasView }));

/** Where the nodule sits in the gland, with the risk of that place. */
export function WherePanel({ focus }: { focus: PanelFocus }) {
  const { t, fail } = useWords();
  const { assessment, bundle, explain } = useCaseAccess();
  // the field that this assessment was read from, whichever is in use now
  const { field, failure } = useRiskField(assessment?.location.field?.id ?? 'builtIn');
  const enlarged = focus.enlarged === 'where';
  const atlas = assessment?.location.atlasRisk ?? null;
  return (
    <Panel
      id="where"
      focus={focus}
      title={t('result.where')}
      actions={
        atlas && (
          <button type="button" className={classes.here} onClick={() => explain({ kind: 'place' })}>
            {t('result.here', { value: atlas.value.toFixed(2) })}
            <span>
              {t('result.hereInterval', {
                low: atlas.interval[0].toFixed(2),
                high: atlas.interval[1].toFixed(2),
              })}
            </span>
          </button>
        )
      }
    >
      {field ? (
        <Suspense fallback={<p className={classes.wait}>{t('shell.loading')}</p>}>
          <AtlasView
            key={field.id}
            assessment={assessment}
            field={field}
            enlarged={enlarged}
            caseLabel={bundle.case.label}
            simulated={bundle.case.simulated}
          />
        </Suspense>
      ) : (
        <p className={classes.wait}>{failure ? fail(failure) : t('field.loading')}</p>
      )}
      {enlarged && assessment && field && <WhereDetails assessment={assessment} field={field} />}
    </Panel>
  );
}
