import { describe, expect, it } from 'vitest';
import { cropMap } from './cropMap.ts';
import { placeNodule } from './noduleCrop.ts';

const box = { x: 30, y: 40, width: 20, height: 10 };

describe('a map over the crop', () => {
  it('covers the square around the nodule, in frame pixels', () => {
    const map = cropMap([0, 1, 2, 4], placeNodule(box, 2, 160), 1);
    expect(map.box.x).toBeCloseTo(20);
    expect(map.box.y).toBeCloseTo(25);
    expect(map.box.width).toBeCloseTo(40);
    expect(map.box.height).toBeCloseTo(40);
    expect([map.rows, map.columns]).toEqual([2, 2]);
    expect(map.values).toEqual([0, 0.25, 0.5, 1]);
  });

  it('stays dark where nothing speaks', () => {
    expect(cropMap([0, 0.1, 0, 0.2], placeNodule(box, 2, 160), 2).values).toEqual([0, 0.05, 0, 0.1]);
  });
});
