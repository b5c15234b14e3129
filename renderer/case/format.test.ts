import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { length, millimetres, percentRange, sumOfParts } from './format.ts';

describe('numbers on the result screen', () => {
  it('writes an interval with one percent sign', () => {
    expect(percentRange([0.71, 0.92])).toBe('71–92%');
    expect(percentRange([0.001, 0.04])).toBe('<1% – 4%');
    expect(percentRange([0.97, 0.999])).toBe('97% – >99%');
  });

  it('never sums the parts to more than may be said of a lateral-neck risk', () => {
    expect(sumOfParts(0.8334)).toBe('0.833');
    expect(sumOfParts(0.999)).toBe('>95%');
    expect(sumOfParts(0.012)).toBe('<5%');
  });

  it('never rounds a length across the threshold it is compared with', () => {
    expect(millimetres(1.8, 2.5)).toBe('1.8 mm');
    expect(millimetres(2.46, 2.5)).toBe('2.46 mm');
    expect(millimetres(2.4999, 2.5)).toBe('2.49 mm');
    expect(millimetres(2.5, 2.5)).toBe('2.5 mm');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 20, noNaN: true }), (mm) => {
        const shown = Number.parseFloat(millimetres(mm, 2.5));
        if (mm < 2.5) expect(shown).toBeLessThan(2.5);
        if (mm >= 2.5) expect(shown).toBeGreaterThanOrEqual(2.5);
      }),
    );
  });

  it('says pixels where the scale is unknown', () => {
    expect(length(31.4, null)).toBe('31 px');
    expect(length(31.4, 0.1)).toBe('3.1 mm');
  });
});
