import type { GreyFrame } from './greyFrame.ts';

/** Pixels at or below this grey are background or shadow, not tissue, and do not shape the range. */
const TISSUE_ABOVE = 8;
/** Fewer tissue pixels than this give no usable percentiles. */
const FEWEST_TISSUE_PIXELS = 64;

/**
 * Standardises the brightness range, as LLNM-Net does before every network (Nat. Commun. 2025,
 * s41467-025-62042-z, Methods): the 1st to 99th percentile of the tissue pixels is mapped linearly
 * to 0–255 and clamped. A frame without enough tissue or without contrast comes back unchanged.
 */
export function standardiseBrightness(frame: GreyFrame): GreyFrame {
  const histogram = new Uint32Array(256);
  for (const grey of frame.pixels) histogram[grey]++;
  let tissue = 0;
  for (let grey = TISSUE_ABOVE + 1; grey < 256; grey++) tissue += histogram[grey];
  if (tissue < FEWEST_TISSUE_PIXELS) return frame;

  const low = tissuePercentile(histogram, tissue, 0.01);
  const high = tissuePercentile(histogram, tissue, 0.99);
  if (high <= low) return frame;

  const table = new Uint8Array(256);
  for (let grey = 0; grey < 256; grey++) {
    const stretched = ((grey - low) * 255) / (high - low);
    table[grey] = Math.round(Math.min(255, Math.max(0, stretched)));
  }
  return { ...frame, pixels: frame.pixels.map((grey) => table[grey]) };
}

/** The smallest grey above the tissue floor at which at least `share` of the tissue pixels is reached. */
function tissuePercentile(histogram: Uint32Array, tissue: number, share: number): number {
  const wanted = share * tissue;
  let seen = 0;
  for (let grey = TISSUE_ABOVE + 1; grey < 256; grey++) {
    seen += histogram[grey];
    if (seen >= wanted) return grey;
  }
  return 255;
}
