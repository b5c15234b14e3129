/**
 * How a place with too few cases is drawn everywhere (gland, cut, legend, sections, table): hatched in neutral
 * greys, so that it is no colour of the scale, neither in colour nor in the greys of a print.
 */
export type Hatch = { readonly ground: string; readonly stripe: string };

const SCREEN: Hatch = { ground: '#7a8087', stripe: '#3a4046' };
const PRINT: Hatch = { ground: '#ffffff', stripe: '#8c8c8c' };

export function tooFewHatch(print: boolean): Hatch {
  return print ? PRINT : SCREEN;
}

/** One stripe and one gap, CSS pixels across. */
export const HATCH_PX = 7;
/** Share of that which is stripe. */
export const STRIPE_SHARE = 0.4;

/** The hatch as a CSS background. */
export function hatchBackground(print: boolean): string {
  const { ground, stripe } = tooFewHatch(print);
  return `repeating-linear-gradient(135deg, ${stripe} 0 2px, ${ground} 2px 5px)`;
}
