import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { CaseAtlas } from './CaseAtlas.tsx';
import { Panel, type PanelFocus } from './Panel.tsx';
import classes from './WherePanel.module.css';

/** Where the nodule sits in the gland, with the risk of that place. */
export function WherePanel({ focus }: { focus: PanelFocus }) {
  const { t } = useWords();
  const { assessment, bundle, explain } = useCaseAccess();
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
      <CaseAtlas bundle={bundle} assessment={assessment} enlarged={focus.enlarged === 'where'} />
    </Panel>
  );
}
