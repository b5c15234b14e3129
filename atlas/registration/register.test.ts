import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyMask } from '../../app/segmentation/mask.ts';
import { registerFlow } from './diffeomorphic.ts';
import { imageOfMask, type ScalarImage } from './image.ts';
import { pyramid } from './level.ts';
import {
  DEFAULT_REGISTRATION,
  type Registration,
  type RegistrationOptions,
  toFixed,
  toMoving,
  warpToFixed,
} from './register.ts';
import { register, registerInSlices } from './run.ts';

const SIZE = 64;

type Blob = {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly lobes: readonly (readonly [amplitude: number, phase: number])[];
};

/** A smooth closed shape with an edge one pixel wide: radius · (1 + Σ aₖ cos(kθ + pₖ)), k from 2. */
function shape(blob: Blob, width = SIZE, height = SIZE): ScalarImage {
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const angle = Math.atan2(y - blob.y, x - blob.x);
      const edge =
        blob.lobes.reduce((r, [a, p], k) => r + a * Math.cos((k + 2) * angle + p), 1) * blob.radius;
      data[y * width + x] = Math.max(0, Math.min(1, edge - Math.hypot(x - blob.x, y - blob.y) + 0.5));
    }
  return { width, height, data };
}

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const lobe = fc.tuple(number(0, 0.14), number(0, 2 * Math.PI));
const blobs: fc.Arbitrary<Blob> = fc.record({
  x: number(24, 40),
  y: number(24, 40),
  radius: number(8, 17),
  lobes: fc.tuple(lobe, lobe, lobe),
});
const metrics = fc.constantFrom('mse' as const, 'mutualInformation' as const);
const small = (metric: RegistrationOptions['metric'] = 'mse') => ({ gridSize: SIZE, metric });

/** The largest distance between a point and itself after there and back, px, over the fixed frame. */
function worstReturn(r: Registration, width = SIZE, height = SIZE): number {
  let worst = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [bx, by] = toFixed(r, ...toMoving(r, x, y));
      worst = Math.max(worst, Math.hypot(bx - x, by - y));
    }
  return worst;
}

function worstDistance(r: Registration, expected: (x: number, y: number) => [number, number]): number {
  let worst = 0;
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const [mx, my] = toMoving(r, x, y);
      const [ex, ey] = expected(x, y);
      worst = Math.max(worst, Math.hypot(mx - ex, my - ey));
    }
  return worst;
}

describe('two random shapes', () => {
  it('are registered without a fold, there and back within half a pixel, and never made less alike', () => {
    fc.assert(
      fc.property(blobs, blobs, metrics, (a, b, metric) => {
        const r = register(shape(a), shape(b), small(metric));
        expect(r.smallestJacobian).toBeGreaterThan(0);
        expect(worstReturn(r)).toBeLessThan(0.5);
        expect(r.mse.after).toBeLessThanOrEqual(r.mse.before);
      }),
      { numRuns: 60 },
    );
  });

  it('come close to one another', () => {
    fc.assert(
      fc.property(blobs, blobs, (a, b) => {
        const r = register(shape(a), shape(b), small());
        // the mean square error of two shapes is about the share of the frame on which they disagree
        expect(r.mse.after).toBeLessThan(0.004);
      }),
      { numRuns: 30 },
    );
  });

  it('swap their halves of the flow when they are exchanged', () => {
    fc.assert(
      fc.property(blobs, blobs, (a, b) => {
        const flow = (fixed: ScalarImage, moving: ScalarImage) => {
          const steps = registerFlow(pyramid(fixed, moving, [2, 1], 'mse'), {
            ...DEFAULT_REGISTRATION,
            steps: [12, 6],
          });
          for (;;) {
            const { value, done } = steps.next();
            if (done) return value;
          }
        };
        const there = flow(shape(a), shape(b));
        const back = flow(shape(b), shape(a));
        for (let i = 0; i < there.toFixed.dx.length; i++) {
          expect(Math.abs(there.toFixed.dx[i]! - back.toMoving.dx[i]!)).toBeLessThan(1e-4);
          expect(Math.abs(there.toMoving.dy[i]! - back.toFixed.dy[i]!)).toBeLessThan(1e-4);
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('the same image twice', () => {
  it('is not moved', () => {
    fc.assert(
      fc.property(blobs, metrics, (a, metric) => {
        const r = register(shape(a), shape(a), small(metric));
        expect(worstDistance(r, (x, y) => [x, y])).toBeLessThan(0.1);
      }),
      { numRuns: 30 },
    );
  });

  it('is not moved when it is empty either, nor is a gland moved onto an empty mask', () => {
    const empty = imageOfMask(emptyMask(50, 40));
    const gland = shape({ x: 20, y: 20, radius: 8, lobes: [] }, 50, 40);
    for (const r of [register(empty, gland, small()), register(gland, empty, small('mutualInformation'))]) {
      expect(toMoving(r, 11, 17)[0]).toBeCloseTo(11, 10);
      expect(r.mse.after).toBe(r.mse.before);
    }
    for (const metric of ['mse', 'mutualInformation'] as const) {
      const r = register(empty, empty, small(metric));
      expect(worstReturn(r)).toBeLessThan(1e-9);
      expect(r.mse).toEqual({ before: 0, affine: 0, after: 0 });
    }
  });
});

describe('a known map', () => {
  const BLOB: Blob = {
    x: 30,
    y: 33,
    radius: 12,
    lobes: [
      [0.1, 0.4],
      [0.12, 2],
      [0.06, 1],
    ],
  };

  it.each(['mse', 'mutualInformation'] as const)('is recovered where it is a shift, by %s', (metric) => {
    fc.assert(
      fc.property(number(-9, 9), number(-9, 9), (dx, dy) => {
        const r = register(shape(BLOB), shape({ ...BLOB, x: BLOB.x + dx, y: BLOB.y + dy }), small(metric));
        expect(Math.abs(r.affine.x + r.affine.xx * 30.5 + r.affine.xy * 33.5 - 30.5 - dx)).toBeLessThan(0.3);
        expect(Math.abs(r.affine.y + r.affine.yx * 30.5 + r.affine.yy * 33.5 - 33.5 - dy)).toBeLessThan(0.3);
      }),
      { numRuns: 15 },
    );
  });

  it('is recovered where it is a change of size', () => {
    fc.assert(
      fc.property(number(0.65, 1.5), (scale) => {
        const r = register(shape(BLOB), shape({ ...BLOB, radius: BLOB.radius * scale }), small());
        expect(Math.abs(r.affine.xx - scale)).toBeLessThan(0.04);
        expect(Math.abs(r.affine.yy - scale)).toBeLessThan(0.04);
        expect(Math.abs(r.affine.xy)).toBeLessThan(0.04);
        expect(Math.abs(r.affine.yx)).toBeLessThan(0.04);
      }),
      { numRuns: 15 },
    );
  });
});

describe('images of different frames', () => {
  // a gland in a wide frame, and the same gland half as large in a tall one
  const wide = shape(
    {
      x: 70,
      y: 40,
      radius: 24,
      lobes: [
        [0.1, 0.4],
        [0.12, 2],
      ],
    },
    150,
    90,
  );
  const tall = shape(
    {
      x: 31,
      y: 80,
      radius: 12,
      lobes: [
        [0.1, 0.4],
        [0.12, 2],
      ],
    },
    60,
    130,
  );
  const expected = (x: number, y: number) => [31 + (x - 70) / 2, 80 + (y - 40) / 2] as const;

  it.each([
    ['whole', {}],
    [
      'with a region of each',
      {
        fixedRegion: { x: 36, y: 6, width: 70, height: 70 },
        movingRegion: { x: 12, y: 60, width: 40, height: 44 },
      },
    ],
  ])('meet, %s', (_, regions) => {
    const r = register(wide, tall, { gridSize: 128, ...regions });
    for (const [x, y] of [
      [70, 40],
      [58, 40],
      [70, 52],
      [80, 34],
    ] as const) {
      const [mx, my] = toMoving(r, x, y);
      const [ex, ey] = expected(x, y);
      expect(Math.hypot(mx - ex, my - ey)).toBeLessThan(1);
    }
    const pulled = warpToFixed(r, tall, wide);
    const error = pulled.data.reduce((sum, v, i) => sum + (v - wide.data[i]!) ** 2, 0) / pulled.data.length;
    expect(error).toBeLessThan(0.003);
    expect(worstReturn(r, 150, 90)).toBeLessThan(0.5);
  });

  it('meet by mutual information where one is bright and the other dark in the same place', () => {
    // a gland with its nodule: dark in bright in one picture, bright in dark in the other
    const pair = (x: number, y: number, gland: number, nodule: number) => {
      const outer = shape(
        {
          x,
          y,
          radius: 24,
          lobes: [
            [0.1, 0.4],
            [0.12, 2],
          ],
        },
        150,
        90,
      );
      const inner = shape({ x: x + 6, y: y - 4, radius: 8, lobes: [] }, 150, 90);
      return { ...outer, data: outer.data.map((v, i) => v * gland + inner.data[i]! * (nodule - gland)) };
    };
    const r = register(pair(64, 44, 1, 0.4), pair(70, 40, 0.4, 1), {
      gridSize: 128,
      metric: 'mutualInformation',
    });
    for (const [x, y] of [
      [64, 44],
      [70, 40],
      [60, 50],
    ] as const) {
      const [mx, my] = toMoving(r, x, y);
      expect(Math.hypot(mx - x - 6, my - y + 4)).toBeLessThan(0.5);
    }
  });
});

describe('running a registration', () => {
  const a = shape({ x: 30, y: 30, radius: 12, lobes: [[0.1, 1]] });
  const b = shape({ x: 36, y: 33, radius: 14, lobes: [[0.12, 3]] });

  it('gives the same result every time, in slices or at once', async () => {
    const once = register(a, b, small());
    const stages = new Set<string>();
    const sliced = await registerInSlices(a, b, small(), {
      pause: async () => {},
      onProgress: ({ stage }) => stages.add(stage),
    });
    expect(sliced).toEqual(once);
    expect([...stages]).toEqual(['affine', 'flow']);
  });

  it('stops between two steps when it is cancelled', async () => {
    const controller = new AbortController();
    let steps = 0;
    const run = registerInSlices(a, b, small(), {
      signal: controller.signal,
      pause: async () => controller.abort(new Error('no longer wanted')),
      onProgress: () => steps++,
    });
    await expect(run).rejects.toThrow('no longer wanted');
    expect(steps).toBeLessThan(10);
  });

  it('refuses an image or a pyramid that cannot be', () => {
    expect(() => register({ ...a, width: 63 }, b, small())).toThrow(RangeError);
    expect(() => register(a, b, { gridSize: 100 })).toThrow(RangeError);
    expect(() => register(a, b, { ...small(), factors: [4, 1], steps: [3, 3] })).toThrow(RangeError);
    expect(() => register(a, b, { ...small(), steps: [3, 3] })).toThrow(RangeError);
  });
});
