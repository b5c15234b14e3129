import type { ColourPicture } from './colourPicture.ts';

/** How a picture is coloured, as shares of its pixels. */
export type SmearLook = {
  /** Blue to violet to magenta, strongly: stained nuclei and cytoplasm in Diff-Quik and May-Grünwald-Giemsa. */
  readonly stained: number;
  /** Yellow to green, strongly: not a colour of these stains. */
  readonly foreign: number;
  /** Nearly black: the background of an ultrasound frame, never of a smear, which is lit from below. */
  readonly dark: number;
};

/** A channel must stand out by this much (of 255) to count as a colour. */
const STRONG = 24;
/** All three channels below this: nearly black. */
const DARK = 48;

/**
 * Bounds set on the 755 smears of `fnab` (least stained 2.6%, most foreign 6.0%, most dark 21%) and on 429 frames of
 * TN5000, DDTI and TG3K (most stained 0.0%): every smear passes, no grey ultrasound frame does; a Doppler picture
 * fails by its dark background.
 */
export const SMEAR_BOUNDS = { stainedMin: 0.01, foreignMax: 0.2, darkMax: 0.3 } as const;

/** Measures a picture; colours only, so that a grey ultrasound frame or a landscape is told from a smear. */
export function smearLook({ width, height, rgb }: ColourPicture): SmearLook {
  let stained = 0;
  let foreign = 0;
  let dark = 0;
  const count = width * height;
  for (let i = 0, at = 0; i < count; i++, at += 3) {
    const red = rgb[at]!;
    const green = rgb[at + 1]!;
    const blue = rgb[at + 2]!;
    if (blue - green > STRONG && blue >= red - STRONG) stained++;
    else if (green - blue > STRONG && green >= red - STRONG) foreign++;
    if (red < DARK && green < DARK && blue < DARK) dark++;
  }
  return { stained: stained / count, foreign: foreign / count, dark: dark / count };
}

/** Whether a picture is coloured like a stained smear at all; it says nothing of what the smear shows. */
export function looksLikeSmear(look: SmearLook): boolean {
  const { stainedMin, foreignMax, darkMax } = SMEAR_BOUNDS;
  return look.stained >= stainedMin && look.foreign <= foreignMax && look.dark <= darkMax;
}
