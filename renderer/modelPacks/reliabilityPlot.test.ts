import { expect, test } from 'vitest';
import { plot } from './reliabilityPlot.ts';

const bin = (share: number, count: number) => ({
  count,
  predicted: share,
  observed: share,
  interval: [Math.max(0, share - 0.1), Math.min(1, share + 0.1)] as [number, number],
});

test('a perfectly calibrated pack lies on the diagonal, its intervals inside the field, bars by number', () => {
  const { field, points, bars } = plot([bin(0.1, 40), bin(0.5, 10), bin(0.9, 20)]);
  for (const { x, y, low, high } of points) {
    expect((x - field.x) / field.width).toBeCloseTo(1 - (y - field.y) / field.height, 9);
    expect(high).toBeGreaterThanOrEqual(field.y - 1e-9);
    expect(low).toBeLessThanOrEqual(field.y + field.height + 1e-9);
  }
  expect(bars[0]!.height / bars[1]!.height).toBeCloseTo(4, 9);
  for (const { y, height } of bars) expect(y + height).toBeCloseTo(field.y + field.height, 9);
});
