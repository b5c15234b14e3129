import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GreyFrame } from '../image/greyFrame.ts';
import { boxToInput } from '../image/networkInput.ts';
import { noduleCrop, placeNodule } from './noduleCrop.ts';

const side = fc.double({ min: 2, max: 900, noNaN: true });
const corner = fc.double({ min: -50, max: 900, noNaN: true });
const factor = fc.double({ min: 1, max: 3.5, noNaN: true });

describe('the crop around a nodule', () => {
  it('has the box in its middle, undistorted, its longer side 1 / factor of the picture', () => {
    fc.assert(
      fc.property(corner, corner, side, side, factor, (x, y, width, height, f) => {
        const placed = boxToInput({ x, y, width, height }, placeNodule({ x, y, width, height }, f, 160));
        expect(placed.x + placed.width / 2).toBeCloseTo(80, 6);
        expect(placed.y + placed.height / 2).toBeCloseTo(80, 6);
        expect(Math.max(placed.width, placed.height)).toBeCloseTo(160 / f, 6);
        expect(placed.width / placed.height).toBeCloseTo(width / height, 6);
      }),
    );
  });

  it('takes the frame pixel for pixel where the scale is one', () => {
    const { input } = noduleCrop(ramp(60, 40), { x: 20, y: 10, width: 16, height: 8 }, 2, 32);
    // The square is 32 px wide around (28, 14): its first pixel is frame column 12, its top row -2.
    expect(input[0]).toBe(0);
    expect(input[2 * 32] * 255).toBeCloseTo(12, 4);
    expect(input[31 * 32 + 31] * 255).toBeCloseTo(43 + 29, 4);
  });

  it('is black where it reaches beyond the frame, and nothing is invented there', () => {
    const { input } = noduleCrop(ramp(60, 40), { x: 0, y: 0, width: 10, height: 10 }, 3, 30);
    for (let i = 0; i < 30; i++) expect(input[i]).toBe(0);
    for (let i = 0; i < 30; i++) expect(input[i * 30]).toBe(0);
  });
});

function ramp(width: number, height: number): GreyFrame {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => (i % width) + Math.floor(i / width));
  return { width, height, pixels, spacingMmPerPx: null };
}
