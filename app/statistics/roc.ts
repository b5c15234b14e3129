export type RocPoint = { readonly falsePositiveRate: number; readonly sensitivity: number };

/** Corners of the ROC curve from (0, 0) to (1, 1); equal scores make one slanted step. */
export function rocCurve(scores: readonly number[], outcomes: readonly number[]): RocPoint[] {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const positives = outcomes.filter((outcome) => outcome).length;
  const negatives = outcomes.length - positives;
  const points: RocPoint[] = [{ falsePositiveRate: 0, sensitivity: 0 }];
  let found = 0;
  for (const [k, i] of order.entries()) {
    if (outcomes[i]) found++;
    const next = order[k + 1];
    if (next !== undefined && scores[next] === scores[i]) continue;
    points.push({ falsePositiveRate: (k + 1 - found) / negatives, sensitivity: found / positives });
  }
  return points;
}
