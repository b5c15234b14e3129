import { describe, expect, test } from 'vitest';
import { cpdt } from '../location/cpdt.ts';
import { glandWithNodule } from './glandWithNodule.ts';
import { emptyMask, type Mask } from './mask.ts';

function drawn(inside: (x: number, y: number) => boolean): Mask {
  const mask = emptyMask(400, 240);
  for (let y = 0; y < 240; y++) for (let x = 0; x < 400; x++) if (inside(x, y)) mask.data[y * 400 + x] = 1;
  return mask;
}

const lobe = (x: number, y: number) => ((x - 200) / 170) ** 2 + ((y - 120) / 90) ** 2 <= 1;
const nodule = drawn((x, y) => (x - 200) ** 2 + (y - 110) ** 2 <= 25 ** 2);

function same(a: Mask, b: Mask): boolean {
  return a.data.every((v, i) => v === b.data[i]);
}

describe('a nodule belongs to its gland', () => {
  test('a gland network’s bite from a nodule down to the capsule is closed, and the distance is that of the whole gland', () => {
    const whole = drawn(lobe);
    const bitten = drawn((x, y) => lobe(x, y) && !(Math.abs(x - 200) < 24 && y > 100));
    const truth = cpdt(whole, nodule)!.minDistancePx;
    expect(
      cpdt(
        drawn((x, y) => (bitten.data[y * 400 + x] || nodule.data[y * 400 + x]) === 1),
        nodule,
      )!.minDistancePx,
    ).toBe(0);
    const mended = cpdt(glandWithNodule(bitten, nodule), nodule)!.minDistancePx;
    expect(Math.abs(mended - truth)).toBeLessThan(0.25 * truth);
  });

  test('a whole gland is left as it is', () => {
    expect(same(glandWithNodule(drawn(lobe), nodule), drawn(lobe))).toBe(true);
  });

  test('a nodule at the capsule stays at the capsule', () => {
    const atCapsule = drawn((x, y) => (x - 200) ** 2 + (y - 46) ** 2 <= 15 ** 2);
    const joined = glandWithNodule(drawn(lobe), atCapsule);
    expect(cpdt(joined, atCapsule)!.minDistancePx).toBeLessThanOrEqual(2);
  });

  test('a nodule that the gland left out but surrounds is joined', () => {
    const hole = drawn((x, y) => lobe(x, y) && !nodule.data[y * 400 + x]);
    expect(cpdt(glandWithNodule(hole, nodule), nodule)!.outsideShare).toBe(0);
  });

  test('a nodule away from the gland is not joined', () => {
    const far = drawn((x, y) => (x - 20) ** 2 + (y - 20) ** 2 <= 12 ** 2);
    expect(same(glandWithNodule(drawn(lobe), far), drawn(lobe))).toBe(true);
  });
});
