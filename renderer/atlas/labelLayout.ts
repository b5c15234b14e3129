/** A region's mark on the panel that wants a label: CSS pixels, y down. */
export type LabelWish<Id extends string = string> = {
  readonly id: Id;
  readonly x: number;
  readonly y: number;
  /** Grows toward the viewer: where there is no room for all, the nearest keep their labels. */
  readonly near: number;
  /** Width of its text with padding. */
  readonly width: number;
};

export type PlacedLabel<Id extends string = string> = LabelWish<Id> & {
  readonly left: number;
  readonly top: number;
  /** Where its line begins. */
  readonly edgeX: number;
  readonly side: 'left' | 'right';
};

/** The part of the panel that labels may take. */
export type LabelRoom = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

export const LABEL_HEIGHT = 20;
/** Between labels of one column. */
const GAP = 3;
/** From the outermost mark to the column of labels beside it. */
const STANDOFF = 26;
/** Share of the marks' width that a column may cover on its side. */
const MOST_COVERED = 0.2;

/**
 * Labels in two columns beside the marks, in the order of the marks from top to bottom, so that no two boxes
 * overlap and none leaves the room. Labels without room are left out: the farthest from the viewer first, and all
 * of them where the columns would cover what they name (a narrow panel; the table says the same).
 */
export function layoutLabels<Id extends string>(
  wishes: readonly LabelWish<Id>[],
  room: LabelRoom,
): PlacedLabel<Id>[] {
  if (wishes.length === 0) return [];
  const xs = wishes.map((w) => w.x);
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  const most = Math.floor((room.bottom - room.top + GAP) / (LABEL_HEIGHT + GAP));
  if (most < 1) return [];
  const column = (side: 'left' | 'right') =>
    [...wishes]
      .filter((w) => w.x < middle === (side === 'left'))
      .sort((a, b) => b.near - a.near)
      .slice(0, most);
  const left = column('left');
  const right = column('right');
  const widest = (list: readonly LabelWish[]) => Math.max(0, ...list.map((w) => w.width));
  // beside the outermost mark, but never out of the room
  const leftEdge = Math.max(room.left + widest(left), Math.min(...xs) - STANDOFF);
  const rightEdge = Math.min(room.right - widest(right), Math.max(...xs) + STANDOFF);
  const covered = (Math.max(...xs) - Math.min(...xs)) * MOST_COVERED;
  if (left.length > 0 && leftEdge > Math.max(Math.min(...xs), room.left) + covered) return [];
  if (right.length > 0 && rightEdge < Math.min(Math.max(...xs), room.right) - covered) return [];
  if (left.length > 0 && right.length > 0 && leftEdge + GAP > rightEdge) return [];
  if (leftEdge > room.right || rightEdge < room.left) return [];
  return [
    ...stacked(left, room).map(({ wish, top }) => ({
      ...wish,
      left: leftEdge - wish.width,
      top,
      edgeX: leftEdge,
      side: 'left' as const,
    })),
    ...stacked(right, room).map(({ wish, top }) => ({
      ...wish,
      left: rightEdge,
      top,
      edgeX: rightEdge,
      side: 'right' as const,
    })),
  ];
}

/** Tops of one column's labels: each as near its mark as its neighbours and the room allow. */
function stacked<Id extends string>(
  wishes: readonly LabelWish<Id>[],
  room: LabelRoom,
): { wish: LabelWish<Id>; top: number }[] {
  const step = LABEL_HEIGHT + GAP;
  const ordered = [...wishes].sort((a, b) => a.y - b.y);
  const tops = ordered.map((w) => w.y - LABEL_HEIGHT / 2);
  for (let i = 0; i < tops.length; i++)
    tops[i] = Math.max(tops[i]!, i === 0 ? room.top : tops[i - 1]! + step);
  for (let i = tops.length - 1; i >= 0; i--)
    tops[i] = Math.min(tops[i]!, i === tops.length - 1 ? room.bottom - LABEL_HEIGHT : tops[i + 1]! - step);
  return ordered.map((wish, i) => ({ wish, top: tops[i]! }));
}
