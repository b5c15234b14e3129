import type { CoarseMap } from '../case/coarseMap.ts';
import type { Placement } from '../image/networkInput.ts';

/**
 * A network's square map over its input, laid over the part of the frame that the input shows.
 * @param values side × side, 0 or more, reading order
 * @param placement where the frame lies in the input
 * @param fullAt values are divided by the largest of them, or by this where that is smaller
 */
export function cropMap(values: ArrayLike<number>, placement: Placement, fullAt: number): CoarseMap {
  const side = Math.round(Math.sqrt(values.length));
  const list = Array.from(values);
  const full = Math.max(fullAt, ...list);
  const { size, scale, offsetX, offsetY } = placement;
  return {
    box: { x: (0 - offsetX) / scale, y: (0 - offsetY) / scale, width: size / scale, height: size / scale },
    rows: side,
    columns: side,
    values: list.map((value) => Math.min(1, Math.max(0, value / full))),
  };
}
