/** Rows marked for archive or delete, by case. */
export type Selection = { readonly ids: ReadonlySet<string>; readonly anchor: number };
export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: -1 };

/** Marks or unmarks one row, and remembers it as the start of a range. */
export function toggleSelected(now: Selection, caseId: string, index: number): Selection {
  const ids = new Set(now.ids);
  if (!ids.delete(caseId)) ids.add(caseId);
  return { ids, anchor: index };
}

/** Marks everything from the anchor to a row (Shift-click). Rows not loaded yet cannot be marked: the range ends there. */
export function extendSelected(
  now: Selection,
  index: number,
  idAt: (index: number) => string | undefined,
): Selection {
  const from = now.anchor < 0 ? index : now.anchor;
  const ids = new Set(now.ids);
  const step = index >= from ? 1 : -1;
  for (let i = from; ; i += step) {
    const id = idAt(i);
    if (id === undefined) break;
    ids.add(id);
    if (i === index) break;
  }
  return { ids, anchor: now.anchor < 0 ? index : now.anchor };
}
