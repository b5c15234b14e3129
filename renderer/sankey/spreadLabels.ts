/**
 * Moves labels of equal height apart as little as possible (least squares, by pooling adjacent violators), keeping
 * their order and keeping them between `top` and `bottom` where they fit.
 *
 * @param wanted wished centres in drawn order, px
 * @param height of one label, px
 * @param top lowest allowed centre
 * @param bottom highest allowed centre
 */
export function spreadLabels(
  wanted: readonly number[],
  height: number,
  top: number,
  bottom: number,
): number[] {
  // With y_i = u_i + i·height the rule "no overlap, same order" becomes "u never falls": isotonic regression.
  const pools: { sum: number; count: number }[] = [];
  wanted.forEach((y, i) => {
    pools.push({ sum: y - i * height, count: 1 });
    while (pools.length > 1) {
      const last = pools.at(-1)!;
      const before = pools.at(-2)!;
      if (before.sum / before.count <= last.sum / last.count) break;
      pools.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
    }
  });
  const highest = Math.max(top, bottom - (wanted.length - 1) * height);
  const levels = pools.flatMap((p) => Array.from({ length: p.count }, () => p.sum / p.count));
  return levels.map((u, i) => Math.max(top, Math.min(highest, u)) + i * height);
}
