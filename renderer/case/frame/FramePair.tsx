import { type ViewKind, viewKindSchema } from '../../../app/case/patientCase.ts';
import type { Opinion } from '../../../app/opinion/opinion.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import type { BoardState } from '../useBoardState.ts';
import classes from './FramePair.module.css';
import { FrameViewer, type OpinionOver } from './FrameViewer.tsx';

/**
 * Both views side by side; a missing one leaves its place and says so. While a second opinion is being read, the
 * place that it looked at lies over its frame.
 */
export function FramePair({ board, opinion }: { board: BoardState; opinion: Opinion | null }) {
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
            opinion={opinion && mapOf(opinion, kind)}
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

function mapOf({ system, answer }: Opinion, kind: ViewKind): OpinionOver | null {
  const found = answer?.maps.find((one) => one.view === kind);
  return found ? { system, map: found.map } : null;
}
