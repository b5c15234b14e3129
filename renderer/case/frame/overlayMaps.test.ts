import { describe, expect, it } from 'vitest';
import { emptyMask } from '../../../app/segmentation/mask.ts';
import { paintStroke } from '../edit/brush.ts';
import { capsuleDistance } from './capsuleDistance.ts';
import { mapColour } from './mapColours.ts';
import { camPixels, cellValue, phiPixels } from './overlayMaps.ts';

describe('maps over the frame', () => {
  it('colours exactly the nodule by φ: dark at C, light at the capsule', () => {
    const gland = emptyMask(80, 60);
    const nodule = emptyMask(80, 60);
    paintStroke(gland, { x: 40, y: 30 }, { x: 40, y: 30 }, 25, 1);
    paintStroke(nodule, { x: 40, y: 30 }, { x: 62, y: 30 }, 4, 1);
    const location = capsuleDistance(gland, nodule)!;
    const map = phiPixels(location, nodule);
    const pixel = (x: number, y: number) => [
      ...map.rgba.subarray(((y - map.box.y) * map.width + x - map.box.x) * 4).slice(0, 4),
    ];
    let covered = 0;
    for (let i = 3; i < map.rgba.length; i += 4) if (map.rgba[i]) covered++;
    expect(covered).toBe(nodule.data.reduce((a, b) => a + b, 0));
    expect(pixel(location.centralPoint.x, location.centralPoint.y).slice(0, 3)).toEqual([
      ...mapColour('phi', 0),
    ]);
    expect(pixel(location.nodulePoint.x, location.nodulePoint.y).slice(0, 3)).toEqual([
      ...mapColour('phi', location.maxPhi),
    ]);
    expect(pixel(20, 30)[3]).toBe(0);
  });

  it('interpolates between cells and meets each cell at its centre', () => {
    const map = { rows: 2, columns: 2, values: [0, 1, 0.5, 0] };
    expect(cellValue(map, 0, 0)).toBe(0);
    expect(cellValue(map, 1, 0)).toBe(1);
    expect(cellValue(map, 0.5, 0)).toBe(0.5);
    expect(cellValue(map, 0.5, 0.5)).toBe(0.375);
    expect(cellValue(map, -3, 9)).toBe(0.5);
    expect(cellValue({ rows: 1, columns: 1, values: [0.3] }, 0.2, -1)).toBeCloseTo(0.3);
  });

  it('leaves tissue bare where the network did not look', () => {
    const box = { x: 5, y: 6, width: 70, height: 70 };
    const map = camPixels({ box, rows: 7, columns: 7, values: new Array(49).fill(0) });
    expect(map.box).toEqual(box);
    expect(map.rgba.every((v, i) => i % 4 !== 3 || v === 0)).toBe(true);
  });
});
