import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { FIRST_EYE } from '../../atlas/orbit.ts';
import type { SharedEye } from '../../atlas/useAtlasState.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { LayerBar } from '../frame/LayerBar.tsx';
import { camsOf } from '../frame/layers.ts';
import type { BoardState } from '../useBoardState.ts';
import { CasePicker } from './CasePicker.tsx';
import { CompareColumn } from './CompareColumn.tsx';
import classes from './CompareScreen.module.css';

/** Two cases side by side, both only to read: frames, estimate, place, what carried it. Layers and turning act on both. */
export function CompareScreen({ board, onClose }: { board: BoardState; onClose: () => void }) {
  const { t } = useWords();
  const { bundle, assessment } = useCaseAccess();
  const [otherId, setOtherId] = useState<string | null>(null);
  const [eye, setEye] = useState(FIRST_EYE);
  const turning = useMemo<SharedEye>(() => ({ eye, onEye: setEye }), [eye]);
  return (
    <section className={classes.screen} aria-label={t('result.compare')}>
      <header className={classes.header}>
        <h1 className={classes.title}>{t('result.compareTitle')}</h1>
        <LayerBar
          layers={board.layers}
          onLayers={board.setLayers}
          window={board.window}
          onWindow={board.setWindow}
          cams={camsOf(assessment)}
          onHide={board.setHidden}
        />
        <ActionIcon variant="subtle" color="gray" aria-label={t('shell.close')} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </header>
      <div className={classes.columns}>
        <CompareColumn caseId={bundle.case.id} board={board} turning={turning} />
        {otherId ? (
          <CompareColumn
            key={otherId}
            caseId={otherId}
            board={board}
            turning={turning}
            onChange={() => setOtherId(null)}
          />
        ) : (
          <CasePicker besides={bundle.case.id} onPick={setOtherId} />
        )}
      </div>
      <footer className={classes.footer}>
        {t('app.researchUse')} {t('app.simulatedLabels')}
      </footer>
    </section>
  );
}
