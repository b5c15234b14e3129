/**
 * Area under the ROC curve by ranks (Mann-Whitney, ties count half).
 * @param outcomes 1 (or anything truthy) for positive cases
 * @returns NaN when one of the two classes is absent
 */
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
 * AUC where each case is positive with its own known probability, over all ways the labels may fall: the share of
 * probability of (positive, negative) pairs of two cases that the score ranks rightly, ties half. With probabilities
 * 0 and 1 it is `auc`.
 * @returns NaN when no such pair is possible
 */
export function expectedAuc(scores: readonly number[], probabilities: readonly number[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  const negative = probabilities.reduce((sum, p) => sum + 1 - p, 0);
  let below = 0;
  let right = 0;
  let pairs = 0;
  for (let i = 0; i < order.length; ) {
    let j = i;
    let tied = 0;
    while (j < order.length && scores[order[j]!] === scores[order[i]!])
      tied += 1 - probabilities[order[j++]!]!;
    for (let k = i; k < j; k++) {
      const p = probabilities[order[k]!]!;
      right += p * (below + (tied - (1 - p)) / 2);
      pairs += p * (negative - (1 - p));
    }
    below += tied;
    i = j;
  }
  return right / pairs;
}
