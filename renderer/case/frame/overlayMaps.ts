import type { CoarseMap } from '../../../app/case/assessment.ts';
import type { Mask } from '../../../app/segmentation/mask.ts';
import type { LocalCpdt } from './capsuleDistance.ts';
import { mapColour } from './mapColours.ts';

/** RGBA pixels of an overlay and where they lie on the frame (frame pixels). */
export type OverlayPixels = {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
};

const PHI_ALPHA = 150;

/** φ over the nodule's pixels; clear elsewhere. */
export function phiPixels(location: LocalCpdt, nodule: Mask): OverlayPixels {
  const { left, top, width, height, phi } = location;
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!nodule.data[(y + top) * nodule.width + x + left]) continue;
      const i = y * width + x;
      const [r, g, b] = mapColour('phi', phi[i]!);
      rgba.set([r, g, b, PHI_ALPHA], i * 4);
    }
  }
  return { width, height, rgba, box: { x: left, y: top, width, height } };
}

/** Strongest cover of an activation map: tissue stays visible under a value of 1. */
const CAM_ALPHA = 190;

/**
 * A Grad-CAM++ map brought to `size` × `size` pixels by bilinear interpolation between its cells (seven by seven
 * cells hold no finer detail than that), clear where the value is 0 so that only what mattered is covered.
 */
export function camPixels(map: CoarseMap, size = 112): OverlayPixels {
  const rgba = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const value = cellValue(
        map,
        ((x + 0.5) / size) * map.columns - 0.5,
        ((y + 0.5) / size) * map.rows - 0.5,
      );
      const [r, g, b] = mapColour('cam', value);
      rgba.set([r, g, b, Math.round(CAM_ALPHA * Math.min(value * 1.5, 1))], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, rgba, box: map.box };
}

/** Bilinear value at a place in cells (0 = centre of the first cell); beyond the outer centres the edge value holds. */
export function cellValue(
  map: Pick<CoarseMap, 'rows' | 'columns' | 'values'>,
  column: number,
  row: number,
): number {
  const c = Math.min(Math.max(column, 0), map.columns - 1);
  const r = Math.min(Math.max(row, 0), map.rows - 1);
  const c0 = Math.min(Math.floor(c), Math.max(map.columns - 2, 0));
  const r0 = Math.min(Math.floor(r), Math.max(map.rows - 2, 0));
  const c1 = Math.min(c0 + 1, map.columns - 1);
  const r1 = Math.min(r0 + 1, map.rows - 1);
  const at = (rr: number, cc: number) => map.values[rr * map.columns + cc] ?? 0;
  const upper = at(r0, c0) + (c - c0) * (at(r0, c1) - at(r0, c0));
  const lower = at(r1, c0) + (c - c0) * (at(r1, c1) - at(r1, c0));
  return upper + (r - r0) * (lower - upper);
}

/** A mask as a flat tint, for the mask being edited. */
export function tintPixels(
  mask: Mask,
  colour: readonly [number, number, number],
  alpha: number,
  box: { x: number; y: number; right: number; bottom: number },
): Uint8ClampedArray<ArrayBuffer> {
  const width = box.right - box.x;
  const rgba = new Uint8ClampedArray(width * (box.bottom - box.y) * 4);
  for (let y = box.y; y < box.bottom; y++) {
    for (let x = box.x; x < box.right; x++) {
      if (!mask.data[y * mask.width + x]) continue;
      rgba.set([colour[0], colour[1], colour[2], alpha], ((y - box.y) * width + x - box.x) * 4);
    }
  }
  return rgba;
}
