import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { FeatureName } from '../../../app/case/assessment.ts';
import { saveSankey } from '../../sankey/exportSvg.ts';
import { FeatureSankey } from '../../sankey/FeatureSankey.tsx';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { Panel, type PanelFocus } from './Panel.tsx';
import classes from './WherePanel.module.css';

/** What carried the estimate: features to groups to risk, as a drawing or as numbers. */
export function FeaturesPanel({ focus, selected }: { focus: PanelFocus; selected: FeatureName | null }) {
  const { t } = useWords();
  const { assessment, explain } = useCaseAccess();
  const [asTable, setAsTable] = useState(false);
  const risk = assessment?.risk ?? null;
  return (
    <Panel
      id="features"
      focus={focus}
      title={t('result.features')}
      actions={
        risk &&
        assessment?.features.length !== 0 && (
          <>
            {!asTable && (
              <Tooltip label={t('sankey.export')} openDelay={500}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t('sankey.export')}
                  onClick={() => saveSankey(document.querySelector('[data-panel="features"]'))}
                >
                  <IconDownload size={16} />
                </ActionIcon>
              </Tooltip>
            )}
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {t(asTable ? 'result.asDrawing' : 'result.asNumbers')}
            </Button>
          </>
        )
      }
    >
      {assessment ? (
        <FeatureSankey
          features={assessment.features}
          method={assessment.explained?.contributions ?? 'rollout'}
          probability={risk?.probability ?? null}
          selected={selected}
          asTable={asTable}
          onSelect={(name) => explain({ kind: 'feature', name })}
        />
      ) : (
        <p className={classes.none}>{t('result.notAssessed')}</p>
      )}
    </Panel>
  );
}
