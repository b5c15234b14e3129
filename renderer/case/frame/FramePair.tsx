import { viewKindSchema } from '../../../app/case/patientCase.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import type { BoardState } from '../useBoardState.ts';
import classes from './FramePair.module.css';
import { FrameViewer } from './FrameViewer.tsx';

/** Both views side by side; a missing one leaves its place and says so. */
export function FramePair({ board }: { board: BoardState }) {
  const { t } = useWords();
  const { views } = useCaseAccess();
  return (
    <div className={classes.pair}>
      {viewKindSchema.options.map((kind) => {
        const view = views.find((v) => v.kind === kind);
        return view ? (
          <FrameViewer
            key={kind}
            view={view}
            focus={board.focus}
            // While it works, φ is shown as soon as both outlines have arrived.
            layers={view.arriving ? { ...board.layers, phi: true, cam: null } : board.layers}
            window={board.window}
            hidden={board.hidden}
            task={board.taskOf(kind)}
            onTask={(task) => board.setTask(kind, task)}
            measure={board.measureOf(kind)}
            onMeasure={(measure) => board.setMeasure(kind, measure)}
          />
        ) : (
          <div key={kind} className={classes.missing}>
            <strong>{t(`view.${kind}`)}</strong>
            <span>{t('result.viewMissing')}</span>
          </div>
        );
      })}
    </div>
  );
}
