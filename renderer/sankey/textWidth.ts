/**
 * A text's width in pixels without a canvas, so that the layout runs (and is tested) anywhere: the advances of
 * Inter, the product's typeface, by classes of letters, each rounded up. `e2e/sankey.spec.ts` holds it against
 * what Chromium draws.
 */
export function textWidth(text: string, fontPx: number): number {
  let em = 0;
  for (const char of text) em += emOf(char);
  return em * fontPx;
}

function emOf(char: string): number {
  if (/[\u2E80-\u9FFF\uFF00-\uFFEF]/.test(char)) return 1;
  if (/[MW%]/.test(char)) return 1;
  if (/[mw]/.test(char)) return 0.9;
  if (/[ijlI.,:;·'| ]/.test(char)) return 0.32;
  if (/[frt()]/.test(char)) return 0.39;
  if (/[a-z]/.test(char)) return 0.61;
  if (/[\d<>]/.test(char)) return 0.66;
  return 0.78;
}
