/**
 * The one colour map for risk, used by the 3D view and the Sankey: pale blue-grey (low) over rose to deep red
 * (high), as the paper's white to red, and clear of the nodule's yellow and the gland's teal. Interpolated in
 * OKLab (B. Ottosson, 2020) so that equal steps look equal; lightness falls all the way, so the order survives
 * colour blindness and a grey print (`riskColours.test.ts` measures both).
 */
const STOPS: readonly (readonly [number, string])[] = [
  [0, '#d6e6f2'],
  [0.25, '#eec3b4'],
  [0.5, '#ea8a74'],
  [0.75, '#d94343'],
  [1, '#a3102f'],
];

type Rgb = readonly [number, number, number];
type Lab = readonly [number, number, number];

const LAB_STOPS: readonly { readonly at: number; readonly lab: Lab }[] = STOPS.map(([at, hex]) => ({
  at,
  lab: toOklab(hexToRgb(hex)),
}));

/** sRGB components 0–1 of a risk 0–1 (clamped). */
export function riskRgb(risk: number, monochrome = false): Rgb {
  const at = Math.max(0, Math.min(1, risk));
  let upper = 1;
  while (LAB_STOPS[upper]!.at < at) upper++;
  const from = LAB_STOPS[upper - 1]!;
  const to = LAB_STOPS[upper]!;
  const t = (at - from.at) / (to.at - from.at);
  const between = (i: 0 | 1 | 2) => from.lab[i] + t * (to.lab[i] - from.lab[i]);
  return fromOklab(monochrome ? [between(0), 0, 0] : [between(0), between(1), between(2)]);
}

/** `#rrggbb` of a risk 0–1. */
export function riskColour(risk: number, monochrome = false): string {
  return rgbToHex(riskRgb(risk, monochrome));
}

/** A CSS gradient of the whole map, low to high. */
export function riskGradient(direction: 'to right' | 'to top', monochrome = false): string {
  const steps = Array.from({ length: 11 }, (_, i) => riskColour(i / 10, monochrome));
  return `linear-gradient(${direction}, ${steps.join(', ')})`;
}

export function hexToRgb(hex: string): Rgb {
  return [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as unknown as Rgb;
}

export function rgbToHex(rgb: Rgb): string {
  const byte = (v: number) =>
    Math.round(Math.max(0, Math.min(1, v)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${rgb.map(byte).join('')}`;
}

export function linearOf(v: number): number {
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

function gammaOf(linear: number): number {
  const v = Math.max(0, Math.min(1, linear));
  return v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055;
}

/** sRGB to OKLab. */
export function toOklab(rgb: Rgb): Lab {
  const [r, g, b] = rgb.map(linearOf) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([L, a, b]: Lab): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gammaOf(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gammaOf(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gammaOf(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
