import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agree, boxOverlap, candidatesOf } from './looks.ts';

const SIDE = 256;

/** Network outputs of one look: [cx, cy, w, h, score] a detection. */
function look(detections: number[][]): { boxes: Float32Array; scores: Float32Array } {
  const count = detections.length;
  const boxes = new Float32Array(4 * count);
  detections.forEach((d, i) => {
    for (let k = 0; k < 4; k++) boxes[k * count + i] = d[k]!;
  });
  return { boxes, scores: Float32Array.from(detections, (d) => d[4]!) };
}

function agreed(plain: number[][], mirror: number[][]) {
  const [a, b] = [look(plain), look(mirror)];
  return agree([candidatesOf(a.boxes, a.scores, 0, null), candidatesOf(b.boxes, b.scores, 1, SIDE)], 0.5);
}

describe('two looks at a frame', () => {
  test('a nodule seen at the same place in the mirror keeps its score and its place', () => {
    const [first, ...rest] = agreed([[60, 100, 40, 30, 0.8]], [[SIDE - 60, 100, 40, 30, 0.6]]);
    expect(rest).toEqual([]);
    expect(first!.score).toBeCloseTo(0.7, 6);
    expect(first!.box).toEqual({ x: 40, y: 85, width: 40, height: 30 });
    expect(first!.best.map((c) => c.look)).toEqual([0, 1]);
  });

  test('a place that both looks see outranks one that a single look sees with a higher score', () => {
    const found = agreed(
      [
        [200, 50, 30, 30, 0.9],
        [60, 100, 40, 30, 0.6],
      ],
      [[SIDE - 60, 100, 40, 30, 0.6]],
    );
    expect(found.map((f) => f.box.x)).toEqual([40, 185]);
    expect(found[1]!.score).toBeCloseTo(0.45, 6);
  });

  test('overlap is 1 for the same box, 0 for boxes apart, and the same both ways', () => {
    const box = fc.record({
      x: fc.integer({ min: 0, max: 99 }),
      y: fc.integer({ min: 0, max: 99 }),
      width: fc.integer({ min: 1, max: 60 }),
      height: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(box, box, (a, b) => {
        expect(boxOverlap(a, a)).toBeCloseTo(1, 12);
        expect(boxOverlap(a, b)).toBeCloseTo(boxOverlap(b, a), 12);
        expect(boxOverlap(a, { ...b, x: b.x + 500 })).toBe(0);
      }),
      { numRuns: 100, seed: 8 },
    );
  });
});
