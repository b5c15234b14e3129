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

/** sRGB components 0–1 of a risk 0–1 (clamped). */
export function riskRgb(risk: number, monochrome = false): Rgb {
  const at = Math.max(0, Math.min(1, risk));
  const upper = Math.max(
    1,
    STOPS.findIndex(([stop]) => stop >= at),
  );
  const [x0, from] = STOPS[upper - 1]!;
  const [x1, to] = STOPS[upper]!;
  const t = (at - x0) / (x1 - x0);
  const a = toOklab(hexToRgb(from));
  const b = toOklab(hexToRgb(to));
  const lab = [0, 1, 2].map((i) => a[i]! + t * (b[i]! - a[i]!)) as [number, number, number];
  return fromOklab(monochrome ? [lab[0], 0, 0] : lab);
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

function gammaOf(v: number): number {
  return v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055;
}

/** sRGB to OKLab. */
export function toOklab(rgb: Rgb): Rgb {
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

function fromOklab([L, a, b]: Rgb): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((v) => gammaOf(Math.max(0, Math.min(1, v)))) as unknown as Rgb;
}
