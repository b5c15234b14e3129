/** Temperature scaling (Guo et al., ICML 2017): one number divides the logits, fitted on held-out answers. */

export function softmax(logits: readonly number[], temperature = 1): number[] {
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - highest) / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** The temperature with the least mean negative log-likelihood, by golden-section search over its logarithm. */
export function fitTemperature(logits: readonly (readonly number[])[], truth: readonly number[]): number {
  const loss = (logTemperature: number) =>
    logits.reduce(
      (sum, one, i) => sum - Math.log(Math.max(1e-12, softmax(one, Math.exp(logTemperature))[truth[i]!]!)),
      0,
    );
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.2), Math.log(20)];
  while (high - low > 1e-4) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (loss(a) < loss(b)) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}

/** Shares of every picture with the temperature fitted on the other folds: what calibration is worth, unseen. */
export function calibratedByFold(
  logits: readonly (readonly number[])[],
  truth: readonly number[],
  folds: readonly number[],
): number[][] {
  const temperatures = new Map(
    [...new Set(folds)].map((fold) => {
      const others = truth.flatMap((_, i) => (folds[i] === fold ? [] : [i]));
      return [
        fold,
        fitTemperature(
          others.map((i) => logits[i]!),
          others.map((i) => truth[i]!),
        ),
      ];
    }),
  );
  return logits.map((one, i) => softmax(one, temperatures.get(folds[i]!)!));
}

/** Bands of the likeliest class's share, each with how many held-out pictures fell into it and were right. */
export function surenessBands(shares: readonly (readonly number[])[], truth: readonly number[]) {
  const edges = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.000001];
  return edges.slice(1).map((to, i) => {
    const from = edges[i]!;
    const inside = shares.flatMap((share, k) => {
      const top = Math.max(...share);
      return top >= from && top < to ? [{ right: share.indexOf(top) === truth[k] }] : [];
    });
    return { from, to, pictures: inside.length, right: inside.filter((one) => one.right).length };
  });
}

/** Expected calibration error: how far the bands' shares of right answers lie from what was said, on average. */
export function calibrationError(shares: readonly (readonly number[])[], truth: readonly number[]): number {
  const tops = shares.map((share) => Math.max(...share));
  return surenessBands(shares, truth).reduce((sum, { from, to, pictures, right }) => {
    const said = tops.filter((top) => top >= from && top < to).reduce((a, b) => a + b, 0);
    return sum + (Math.abs(right - said) / Math.max(1, shares.length)) * (pictures > 0 ? 1 : 0);
  }, 0);
}
