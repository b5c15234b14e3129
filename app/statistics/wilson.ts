/** Of a 95% interval of a normal variable. */
export const Z95 = 1.959964;

/** Wilson's 95% score interval of a share. */
export function wilson(positives: number, count: number): [number, number] {
  const share = positives / count;
  const centre = share + (Z95 * Z95) / (2 * count);
  const reach = Z95 * Math.sqrt((share * (1 - share)) / count + (Z95 * Z95) / (4 * count * count));
  const scale = 1 + (Z95 * Z95) / count;
  return [Math.max(0, (centre - reach) / scale), Math.min(1, (centre + reach) / scale)];
}
