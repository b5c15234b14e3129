/** Rows asked for at once. */
export const PAGE = 100;

/** The pages that hold rows first..last. */
export function pagesOf(first: number, last: number): number[] {
  const from = Math.floor(Math.max(0, first) / PAGE);
  const to = Math.floor(Math.max(first, last, 0) / PAGE);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Where J and K go: one row on within the list; from no row, the first. */
export function neighbour(index: number, step: 1 | -1, total: number): number {
  if (total === 0) return -1;
  if (index < 0) return 0;
  return Math.min(total - 1, Math.max(0, index + step));
}
