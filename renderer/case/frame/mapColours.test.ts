import { describe, expect, it } from 'vitest';
import { type MapName, mapColour } from './mapColours.ts';

/** CIE 1976 lightness of an sRGB colour (IEC 61966-2-1 and CIE 15). */
function lightness([r, g, b]: readonly number[]): number {
  const linear = [r!, g!, b!].map((v) =>
    v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
  );
  const y = 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (24389 / 27) * y;
}

describe('colour maps over ultrasound', () => {
  it.each<MapName>(['phi', 'cam'])('%s gets lighter evenly from 0 to 1', (name) => {
    const steps = Array.from({ length: 21 }, (_, i) => lightness(mapColour(name, i / 20)));
    const rise = steps.at(-1)! - steps[0]!;
    expect(rise).toBeGreaterThan(70);
    steps.slice(1).forEach((l, i) => {
      expect(l - steps[i]!).toBeGreaterThan(0);
      expect(Math.abs((l - steps[0]!) / rise - (i + 1) / 20)).toBeLessThan(0.05);
    });
  });

  it('takes the nearest end outside its range', () => {
    expect(mapColour('phi', -3)).toEqual(mapColour('phi', 0));
    expect(mapColour('phi', 7)).toEqual(mapColour('phi', 1));
    expect(mapColour('phi', 0)).toEqual([0x44, 0x01, 0x54]);
  });
});
