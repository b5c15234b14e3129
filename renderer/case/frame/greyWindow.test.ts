import { describe, expect, it } from 'vitest';
import { greyTable, PLAIN_WINDOW, windowedPixels } from './greyWindow.ts';

describe('brightness and contrast', () => {
  it('changes nothing when plain', () => {
    const grey = Uint8Array.from({ length: 256 }, (_, i) => i);
    const rgba = windowedPixels(grey, greyTable(PLAIN_WINDOW));
    expect(rgba.filter((_, i) => i % 4 === 0)).toEqual(Uint8ClampedArray.from(grey));
    expect(rgba.filter((_, i) => i % 4 === 3).every((a) => a === 255)).toBe(true);
  });

  it('keeps mid grey where it is when contrast alone changes, and clips at black and white', () => {
    const table = greyTable({ brightness: 0, contrast: 2 });
    expect(table[128]).toBe(128);
    expect(table[0]).toBe(0);
    expect(table[255]).toBe(255);
    expect(table[150]).toBe(172);
  });
});
