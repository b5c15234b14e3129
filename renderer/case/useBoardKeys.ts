import { useKeys } from '../app/keys.ts';
import type { CaseAccess } from './caseContext.ts';
import { camsOf, LAYER_NAMES, toggleLayer } from './frame/layers.ts';
import type { BoardState } from './useBoardState.ts';

/** The keys of the result screen; E and M act on the frame under the pointer, else on the first. */
export function useBoardKeys(board: BoardState, access: CaseAccess): void {
  const area = 'keys.areaCase' as const;
  const visitedView = () =>
    access.views.find((view) => view.kind === board.visited())?.kind ?? access.views[0]?.kind;
  const editing = board.task === 'edit';
  const free = !editing && board.over === null;
  useKeys([
    ...LAYER_NAMES.map((name, i) => ({
      keys: `${i + 1}`,
      label: `result.layer.${name}` as const,
      area,
      press: () => board.setLayers((layers) => toggleLayer(layers, name, camsOf(access.assessment)[0])),
    })),
    {
      keys: 'space',
      label: 'result.hideLayers',
      area,
      press: () => board.setHidden(true),
      release: () => board.setHidden(false),
    },
    {
      keys: 'r',
      label: 'result.reassess',
      area,
      press: () => {
        if (free && !access.readOnly && !access.running) access.assess();
      },
    },
    {
      keys: 'e',
      label: 'result.editOutlines',
      area,
      press: () => {
        const kind = visitedView();
        if (free && kind && !access.readOnly) board.setTask(kind, 'edit');
      },
    },
    {
      keys: 'm',
      label: 'result.ruler',
      area,
      press: () => {
        const kind = visitedView();
        if (free && kind) board.setTask(kind, board.taskOf(kind) === 'ruler' ? 'look' : 'ruler');
      },
    },
    {
      keys: 'f',
      label: 'result.enlarge',
      area,
      press: () => {
        if (free) board.focus.enlarge(board.focus.enlarged ? null : board.visited());
      },
    },
    {
      keys: 'c',
      label: 'result.compare',
      area,
      press: () => {
        if (!editing) board.show(board.over === 'compare' ? null : 'compare');
      },
    },
    {
      keys: 'escape',
      label: 'keys.closeSheet',
      area,
      inFields: true,
      press: () => {
        if (board.over) board.show(null);
        else if (board.at && !editing) board.setTask(board.at.kind, 'look');
        else if (!editing) board.focus.enlarge(null);
      },
    },
  ]);
}
