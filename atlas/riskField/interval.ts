/**
 * Wilson's 95 % interval for a share (E. B. Wilson, JASA 1927;22:209).
 *
 * @param share observed, 0 to 1
 * @param n number of cases behind it; may be an effective number (not whole). At 0 the interval is [0, 1].
 */
export function wilsonInterval(share: number, n: number): [number, number] {
  if (n <= 0) return [0, 1];
  const z = 1.959964;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
