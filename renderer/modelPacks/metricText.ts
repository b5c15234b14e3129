/** A figure with its interval: three decimals below 10, as the papers print them. */
export function metricText(value: number, interval: readonly [number, number] | null): string {
  const show = (n: number) =>
    Number.isInteger(n) || Math.abs(n) >= 10 ? String(Number(n.toFixed(1))) : n.toFixed(3);
  return interval ? `${show(value)} (${show(interval[0])}–${show(interval[1])})` : show(value);
}
