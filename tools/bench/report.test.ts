import { expect, it } from 'vitest';
import { median, percentile } from './report.ts';

it('percentiles are values that were measured, by nearest rank', () => {
  const values = [30, 10, 20, 50, 40, 60, 70, 80, 90, 100];
  expect(median(values)).toBe(50);
  expect(percentile(values, 0.95)).toBe(100);
  expect(percentile(values, 0.9)).toBe(90);
  expect(percentile([7], 0.95)).toBe(7);
});
