/**
 * An upper estimate of a text's width in pixels, without a canvas: layout then runs (and is tested) anywhere.
 * Measured against Chromium's own widths by `e2e/atlas.spec.ts`.
 */
export function textWidth(text: string, fontPx: number): number {
  let em = 0;
  for (const char of text) em += emOf(char);
  return em * fontPx;
}

function emOf(char: string): number {
  if (/[\u2E80-\u9FFF\uFF00-\uFFEF]/.test(char)) return 1;
  if (/[mwMW%]/.test(char)) return 0.95;
  if (/[A-Z]/.test(char)) return 0.74;
  if (/[\d]/.test(char)) return 0.64;
  if (/[iljftIr.,:;·' ]/.test(char)) return 0.42;
  return 0.64;
}
