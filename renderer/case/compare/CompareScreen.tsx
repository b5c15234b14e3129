import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { LayerBar } from '../frame/LayerBar.tsx';
import type { BoardState } from '../useBoardState.ts';
import { CasePicker } from './CasePicker.tsx';
import { CompareColumn } from './CompareColumn.tsx';
import classes from './CompareScreen.module.css';

/** Two cases side by side, both only to read: frames, estimate, what carried it. Layers act on both. */
export function CompareScreen({ board, onClose }: { board: BoardState; onClose: () => void }) {
  const { t } = useWords();
  const { bundle } = useCaseAccess();
  const [otherId, setOtherId] = useState<string | null>(null);
  return (
    <section className={classes.screen} aria-label={t('result.compare')}>
      <header className={classes.header}>
        <h1 className={classes.title}>{t('result.compareTitle')}</h1>
        <LayerBar
          layers={board.layers}
          onLayers={board.setLayers}
          window={board.window}
          onWindow={board.setWindow}
          hasCam
          onHide={board.setHidden}
        />
        <ActionIcon variant="subtle" color="gray" aria-label={t('shell.close')} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </header>
      <div className={classes.columns}>
        <CompareColumn caseId={bundle.case.id} board={board} />
        {otherId ? (
          <CompareColumn key={otherId} caseId={otherId} board={board} onChange={() => setOtherId(null)} />
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
