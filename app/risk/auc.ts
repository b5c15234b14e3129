/** Area under the ROC curve by ranks (Mann-Whitney, ties count half). */
export function auc(scores: readonly number[], outcomes: readonly number[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  let positives = 0;
  let rankSum = 0;
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && scores[order[j]!] === scores[order[i]!]) j++;
    const rank = (i + 1 + j) / 2;
    for (let k = i; k < j; k++) {
      if (outcomes[order[k]!]) {
        positives++;
        rankSum += rank;
      }
    }
    i = j;
  }
  const negatives = order.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/**
 * 95% bootstrap interval of a statistic over groups of cases (cases from one picture stay together).
 * @param groups indices of the cases of each picture
 */
export function bootstrapInterval(
  groups: readonly (readonly number[])[],
  statistic: (cases: readonly number[]) => number,
  random: () => number,
  times = 500,
): [number, number] {
  const values = Array.from({ length: times }, () =>
    statistic(Array.from(groups, () => groups[Math.floor(random() * groups.length)]!).flat()),
  )
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return [values[Math.floor(values.length * 0.025)]!, values[Math.floor(values.length * 0.975)]!];
}
