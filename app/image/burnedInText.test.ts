import { describe, expect, test } from 'vitest';
import { writeText } from '../phantom/glyphs.ts';
import { withOverlay } from '../phantom/overlay.ts';
import { renderView } from '../phantom/renderView.ts';
import { buildScene } from '../phantom/scene.ts';
import { blankText, findBurnedInText } from './burnedInText.ts';
import type { Box, GreyFrame } from './greyFrame.ts';
import { tissueBox } from './tissueBox.ts';

/** Three views of two simulated necks, with the border of a machine and without. */
const scenes = [1, 2].map((seed) => buildScene({ seed, nodules: [] }));
const plain = [
  renderView(scenes[0]!, 'transverse'),
  renderView(scenes[0]!, 'longitudinal'),
  renderView(scenes[1]!, 'transverse'),
];
const bordered = plain.map((view) => withOverlay(view, { deviceText: true }).frame);

function written(
  frame: GreyFrame,
  text: string,
  x: number,
  y: number,
  grey: number,
  size: number,
): GreyFrame {
  const pixels = frame.pixels.slice();
  writeText(pixels, frame.width, text, x, y, grey, size);
  return { ...frame, pixels };
}
const find = (frame: GreyFrame) => findBurnedInText(frame, tissueBox(frame));
/** Share of the written pixels that a box covers. */
function covered(before: GreyFrame, after: GreyFrame, boxes: readonly Box[]): number {
  let all = 0;
  let inside = 0;
  after.pixels.forEach((level, i) => {
    if (level === before.pixels[i]) return;
    all++;
    const x = i % after.width;
    const y = (i - x) / after.width;
    if (boxes.some((b) => x >= b.x && x < b.x + b.width && y >= b.y && y < b.y + b.height)) inside++;
  });
  return inside / all;
}

describe('writing burned into a picture', () => {
  test.for([1, 2, 3])('is found in the border, letters of %s dots', (size) => {
    for (const frame of bordered) {
      const named = written(frame, 'SMRPBG 0123', 34, 3, 214, size);
      expect(covered(frame, named, find(named))).toBeGreaterThan(0.95);
    }
  });

  test.for([2, 3])('is found on the tissue, letters of %s dots', (size) => {
    for (const { frame } of plain) {
      for (const [x, y] of [
        [60, 240],
        [150, 200],
      ] as const) {
        const named = written(frame, 'SMRPBG 0123', x, y, 250, size);
        expect(covered(frame, named, find(named))).toBeGreaterThan(0.95);
      }
    }
  });

  test('is not seen where there is none: tissue, a ruler, a grey bar', () => {
    for (const { frame } of plain) expect(find(frame)).toEqual([]);
    for (const frame of bordered) {
      const tissue = tissueBox(frame);
      const left = find(frame).filter((box) => box.x + box.width <= tissue.x);
      expect(left).toEqual([]);
    }
  });

  test('is gone after it was painted over, and the rest of the picture is as it was', () => {
    const frame = bordered[0]!;
    const named = written(frame, 'SMRPBG 0123', 34, 3, 214, 2);
    const lines = find(named);
    const clean = blankText(named, lines);
    expect(find(clean)).toEqual([]);
    let touched = 0;
    clean.pixels.forEach((level, i) => {
      const x = i % frame.width;
      const y = (i - x) / frame.width;
      const near = lines.some(
        (b) => x >= b.x - 3 && x < b.x + b.width + 3 && y >= b.y - 3 && y < b.y + b.height + 3,
      );
      if (near) touched++;
      else expect(level).toBe(named.pixels[i]);
    });
    expect(touched).toBeLessThan(frame.pixels.length * 0.1);
  });

  test('on tissue is painted over with the tissue’s own grey, not with a hole', () => {
    const { frame } = plain[0]!;
    const named = written(frame, 'SMRPBG 0123', 150, 200, 250, 2);
    const lines = find(named);
    const clean = blankText(named, lines);
    const mean = (one: GreyFrame) => {
      let sum = 0;
      let count = 0;
      for (const b of lines)
        for (let y = b.y; y < b.y + b.height; y++)
          for (let x = b.x; x < b.x + b.width; x++, count++) sum += one.pixels[y * one.width + x]!;
      return sum / count;
    };
    expect(Math.abs(mean(clean) - mean(frame))).toBeLessThan(30);
    expect(Math.max(...lines.map((b) => b.height))).toBeLessThan(40);
  });
});
