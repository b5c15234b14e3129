import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { length, millimetres, percent, percentRange, shortTime } from './format.ts';

describe('numbers on the result screen', () => {
  it('never writes a probability as certain', () => {
    expect(percent(0)).toBe('<1%');
    expect(percent(1)).toBe('>99%');
    expect(percent(0.9951)).toBe('>99%');
    expect(percent(0.84)).toBe('84%');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        expect(percent(p)).not.toBe('0%');
        expect(percent(p)).not.toBe('100%');
      }),
    );
  });

  it('writes an interval with one percent sign', () => {
    expect(percentRange([0.71, 0.92])).toBe('71–92%');
    expect(percentRange([0.001, 0.04])).toBe('<1%–4%');
    expect(percentRange([0.97, 0.999])).toBe('97–>99%');
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

  it('writes only the time for today and the day for any other day', () => {
    const now = new Date(2026, 9, 3, 15, 0);
    expect(shortTime(new Date(2026, 9, 3, 14, 2).toISOString(), 'en', now)).toBe('14:02');
    expect(shortTime(new Date(2026, 9, 2, 14, 2).toISOString(), 'en', now)).toContain('2 Oct 2026');
    expect(shortTime(new Date(2026, 9, 2, 14, 2).toISOString(), 'zh', now)).toContain('2026年10月2日');
  });
});
