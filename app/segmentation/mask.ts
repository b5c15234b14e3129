import { z } from 'zod';
import type { Box } from '../image/greyFrame.ts';

/** A binary mask in frame pixels, row-major; 1 inside, 0 outside. */
export type Mask = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/**
 * A mask as it crosses a process border or rests in the store: run lengths in row-major order,
 * alternating outside, inside, outside, …, starting with outside (which may be 0).
 */
export const maskRunsSchema = z
  .object({
    width: z.int().min(1).max(20_000),
    height: z.int().min(1).max(20_000),
    runs: z.array(z.int().min(0)).max(4_000_000),
  })
  .refine((m) => m.runs.reduce((a, b) => a + b, 0) === m.width * m.height, {
    message: 'the run lengths do not add up to the mask size',
  });
export type MaskRuns = z.infer<typeof maskRunsSchema>;

/** An all-outside mask. */
export function emptyMask(width: number, height: number): Mask {
  return { width, height, data: new Uint8Array(width * height) };
}

/** Encodes a mask as run lengths; `decodeMask` is its inverse. */
export function encodeMask(mask: Mask): MaskRuns {
  const runs: number[] = [];
  let value = 0;
  let length = 0;
  for (const pixel of mask.data) {
    const inside = pixel ? 1 : 0;
    if (inside === value) length++;
    else {
      runs.push(length);
      value = inside;
      length = 1;
    }
  }
  runs.push(length);
  return { width: mask.width, height: mask.height, runs };
}

/** Decodes run lengths into a mask. The runs must add up (the schema checks that at the border). */
export function decodeMask(encoded: MaskRuns): Mask {
  const mask = emptyMask(encoded.width, encoded.height);
  let at = 0;
  encoded.runs.forEach((length, i) => {
    if (i % 2 === 1) mask.data.fill(1, at, at + length);
    at += length;
  });
  return mask;
}

/** Number of pixels inside. */
export function maskArea(mask: Mask): number {
  let area = 0;
  for (const pixel of mask.data) area += pixel ? 1 : 0;
  return area;
}

/** The smallest box that holds every inside pixel; null for an empty mask. */
export function maskBox(mask: Mask): Box | null {
  let left = mask.width;
  let right = -1;
  let top = mask.height;
  let bottom = -1;
  for (let y = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++) {
      if (!mask.data[y * mask.width + x]) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return null;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
