import { describe, expect, it } from 'vitest';
import { measureLength, scaleFrom } from './measure.ts';

describe('ruler', () => {
  it('measures between its two ends', () => {
    expect(measureLength({ from: { x: 10, y: 10 }, to: { x: 13, y: 14 }, done: true })).toBe(5);
  });

  it('gives the scale from a known length', () => {
    expect(scaleFrom(140, 10)).toEqual({ ok: true, spacingMmPerPx: 10 / 140 });
  });

  it('refuses a line too short to be exact, a missing length and a scale no ultrasound has', () => {
    expect(scaleFrom(12, 10)).toEqual({ ok: false, reason: 'tooShort' });
    expect(scaleFrom(140, null)).toEqual({ ok: false, reason: 'noLength' });
    expect(scaleFrom(140, 0)).toEqual({ ok: false, reason: 'noLength' });
    expect(scaleFrom(100, 1000)).toEqual({ ok: false, reason: 'outOfRange' });
    expect(scaleFrom(5000, 1)).toEqual({ ok: false, reason: 'outOfRange' });
  });
});
