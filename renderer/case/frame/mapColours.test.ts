import { describe, expect, it } from 'vitest';
import { lightness, type MapName, mapColour } from './mapColours.ts';

describe('colour maps over ultrasound', () => {
  it.each<MapName>(['phi', 'cam'])('%s gets lighter evenly from 0 to 1', (name) => {
    const steps = Array.from({ length: 21 }, (_, i) => lightness(mapColour(name, i / 20)));
    const rise = steps.at(-1)! - steps[0]!;
    expect(rise).toBeGreaterThan(70);
    steps.slice(1).forEach((l, i) => {
      expect(l - steps[i]!).toBeGreaterThan(0);
      expect(Math.abs((l - steps[0]!) / rise - (i + 1) / 20)).toBeLessThan(0.02);
    });
  });

  it('measures lightness as CIE does: black 0, mid grey 119 about 50, white 100', () => {
    expect(lightness([0, 0, 0])).toBe(0);
    expect(lightness([119, 119, 119])).toBeCloseTo(50.03, 1);
    expect(lightness([255, 255, 255])).toBeCloseTo(100, 6);
  });

  it('takes the nearest end outside its range', () => {
    expect(mapColour('phi', -3)).toEqual(mapColour('phi', 0));
    expect(mapColour('phi', 7)).toEqual(mapColour('phi', 1));
    expect(mapColour('phi', 0)).toEqual([0x44, 0x01, 0x54]);
  });
});
