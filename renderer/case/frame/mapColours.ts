/**
 * Perceptually uniform colour maps for values 0 to 1 laid over ultrasound: viridis for φ and inferno for
 * activation (Smith and van der Walt, matplotlib, CC0). Ten of matplotlib's own samples each, joined so that
 * CIE lightness rises in equal steps: the order survives colour-blindness and grey print.
 */
const VIRIDIS = '440154 482878 3e4989 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725';
const INFERNO = '000004 1b0c41 4a0c6b 781c6d a52c60 cf4446 ed6925 fb9b06 f7d13d fcffa4';

export type MapName = 'phi' | 'cam';
type Rgb = readonly [number, number, number];

function samples(hex: string): Rgb[] {
  return hex.split(' ').map((h) => {
    const n = Number.parseInt(h, 16);
    return [n >> 16, (n >> 8) & 255, n & 255];
  });
}

/** CIE 1976 lightness (0 to 100) of an sRGB colour (IEC 61966-2-1, CIE 15). */
export function lightness(rgb: Rgb): number {
  const [r, g, b] = rgb.map((v) =>
    v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return luminance > 216 / 24389 ? 116 * Math.cbrt(luminance) - 16 : (24389 / 27) * luminance;
}

function table(hex: string): Uint8Array {
  const anchors = samples(hex);
  const between = (at: number): Rgb => {
    const low = Math.min(Math.floor(at), anchors.length - 2);
    const mix = (c: 0 | 1 | 2) => anchors[low]![c] + (at - low) * (anchors[low + 1]![c] - anchors[low]![c]);
    return [mix(0), mix(1), mix(2)];
  };
  const first = lightness(anchors[0]!);
  const last = lightness(anchors.at(-1)!);
  const rgb = new Uint8Array(256 * 3);
  let at = 0;
  for (let i = 0; i < 256; i++) {
    const wanted = first + (i / 255) * (last - first);
    while (at < anchors.length - 1 && lightness(between(at)) < wanted) at += 0.002;
    rgb.set(between(Math.min(at, anchors.length - 1)).map(Math.round), i * 3);
  }
  return rgb;
}

const TABLES: Record<MapName, Uint8Array> = { phi: table(VIRIDIS), cam: table(INFERNO) };

/** Red, green, blue (0 to 255) of a value; values outside 0 to 1 take the nearest end. */
export function mapColour(name: MapName, value: number): Rgb {
  const i = Math.round(Math.min(Math.max(value, 0), 1) * 255) * 3;
  const rgb = TABLES[name];
  return [rgb[i]!, rgb[i + 1]!, rgb[i + 2]!];
}

/** The map as a CSS gradient from 0 (left) to 1 (right), for legends. */
export function mapGradient(name: MapName): string {
  const stops = Array.from({ length: 10 }, (_, i) => `rgb(${mapColour(name, i / 9).join(' ')})`);
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
