import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cpdt } from '../location/cpdt.ts';
import { reportParts } from '../report/reportParts.ts';
import { emptyMask, type Mask, maskArea } from '../segmentation/mask.ts';
import { noduleMover } from './moveNodule.ts';
import { nearestCrossings, type SensitivityAnswer } from './sensitivity.ts';

const answer = (stage: 1 | 2 | 3): SensitivityAnswer => ({ probability: 0.5, interval: [0.4, 0.6], stage });

test('the nearest change of stage on either side is found to the step, whatever lies beyond it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 0, max: 200 }),
      async (a, b, c) => {
        const [low, current, high] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
        if (low === current || current === high) return;
        // Stage 2 between the two thresholds, 1 below and 3 above.
        const ask = async (value: number) =>
          answer(value <= low / 10 + 1e-9 ? 1 : value >= high / 10 - 1e-9 ? 3 : 2);
        const found = await nearestCrossings(current / 10, [0, 20], 0.1, 2, ask);
        expect(found.below?.value).toBeCloseTo(low / 10, 6);
        expect(found.below?.stage).toBe(1);
        expect(found.above?.value).toBeCloseTo(high / 10, 6);
        expect(found.above?.stage).toBe(3);
      },
    ),
    { numRuns: 60 },
  );
});

test('an answer that comes and goes: the change nearer the case is told, not the one beyond', async () => {
  const ask = async (value: number) => answer(value > 60 && value < 90 ? 2 : value > 110 ? 3 : 1);
  const found = await nearestCrossings(40, [0, 120], 1, 1, ask);
  expect(found.above).toMatchObject({ value: 61, stage: 2 });
  expect(found.below).toBeNull();
  expect(found.range[0]).toBe(0);
});

test('where nothing changes the whole range was asked; where a value is impossible it ends there', async () => {
  const same = await nearestCrossings(43, [10, 90], 1, 1, async () => answer(1));
  expect(same).toEqual({ range: [10, 90], below: null, above: null });
  const all = async () => answer(1);
  const blocked = await nearestCrossings(10, [0, 60], 1, 1, all, (value) => value <= 31);
  expect(blocked).toEqual({ range: [0, 31], below: null, above: null });
  const stuck = await nearestCrossings(10, [0, 60], 1, 1, all, () => false);
  expect(stuck.range).toEqual([10, 10]);
});

function ellipse(x0: number, y0: number, a: number, b: number): Mask {
  const mask = emptyMask(300, 160);
  for (let y = 0; y < 160; y++)
    for (let x = 0; x < 300; x++)
      if (((x - x0) / a) ** 2 + ((y - y0) / b) ** 2 <= 1) mask.data[y * 300 + x] = 1;
  return mask;
}

test('a nodule is moved to any distance that its gland has room for, and keeps its size', () => {
  const gland = ellipse(150, 80, 130, 60);
  fc.assert(
    fc.property(
      fc.integer({ min: 110, max: 190 }),
      fc.integer({ min: 50, max: 110 }),
      fc.integer({ min: 0, max: 40 }),
      (x, y, wished) => {
        const nodule = ellipse(x, y, 14, 11);
        const now = cpdt(gland, nodule)!;
        const moved = noduleMover(gland, nodule, now).place(wished, 1);
        expect(moved).not.toBeNull();
        expect(Math.abs(moved!.transform.minDistancePx - wished)).toBeLessThanOrEqual(1.5);
        expect(maskArea(moved!.nodule)).toBe(maskArea(nodule));
      },
    ),
    { numRuns: 25 },
  );
});

test('a nodule that does not fit stays where it is: too deep, or too large for the gland', () => {
  const gland = ellipse(150, 80, 130, 60);
  const nodule = ellipse(150, 50, 14, 11);
  const mover = noduleMover(gland, nodule, cpdt(gland, nodule)!);
  expect(mover.place(58, 1)).toBeNull();
  expect(mover.place(20, 4)).toBeNull();
  const doubled = mover.place(cpdt(gland, nodule)!.minDistancePx, 2)!;
  expect(maskArea(doubled.nodule) / maskArea(nodule)).toBeCloseTo(4, 0);
});

test('a report falls into its parts at commas, semicolons and full stops of both scripts, not inside numbers', () => {
  const texts = (report: string) => reportParts(report).map((part) => part.text);
  expect(texts('Hypoechoic solid nodule, 1.2 cm; ill-defined margin.')).toEqual([
    'Hypoechoic solid nodule',
    '1.2 cm',
    'ill-defined margin',
  ]);
  expect(texts('边缘毛刺状，紧贴包膜。少许血流')).toEqual(['边缘毛刺状', '紧贴包膜', '少许血流']);
  const report = '低回声，实性；';
  expect(
    reportParts(report)
      .map(({ start, end }) => report.slice(start, end))
      .join(''),
  ).toBe(report);
});
