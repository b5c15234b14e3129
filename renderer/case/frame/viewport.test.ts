import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitViewport, keepInSight, pan, resized, toCanvas, toFrame, ZOOM, zoomAt } from './viewport.ts';

const size = fc.record({
  width: fc.integer({ min: 1, max: 3000 }),
  height: fc.integer({ min: 1, max: 3000 }),
});
const canvasSize = fc.record({
  width: fc.integer({ min: 40, max: 2500 }),
  height: fc.integer({ min: 40, max: 1600 }),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('viewport', () => {
  it('shows the whole frame when fitted, touching two opposite edges', () => {
    expect(fitViewport({ width: 800, height: 600 }, { width: 400, height: 400 })).toEqual({
      scale: 0.5,
      left: 0,
      top: -100,
    });
  });

  it('brings every frame point to the canvas and back', () => {
    fc.assert(
      fc.property(size, canvasSize, share, share, (frame, canvas, u, v) => {
        const viewport = fitViewport(frame, canvas);
        const point = { x: u * frame.width, y: v * frame.height };
        const back = toFrame(viewport, toCanvas(viewport, point));
        expect(Math.hypot(back.x - point.x, back.y - point.y)).toBeLessThan(1e-6);
      }),
    );
  });

  it('keeps the frame point under the pointer when zooming in on the middle of a picture', () => {
    const frame = { width: 800, height: 600 };
    const canvas = { width: 400, height: 300 };
    const before = fitViewport(frame, canvas);
    const at = { x: 210, y: 140 };
    const after = zoomAt(before, frame, canvas, at, 4);
    expect(after.scale).toBeCloseTo(before.scale * 4);
    const moved = toFrame(after, at);
    const meant = toFrame(before, at);
    expect(moved.x).toBeCloseTo(meant.x);
    expect(moved.y).toBeCloseTo(meant.y);
  });

  it('never zooms out beyond the whole frame nor in beyond its bound, and never loses the frame', () => {
    fc.assert(
      fc.property(
        size,
        canvasSize,
        fc.array(fc.tuple(share, share, fc.double({ min: 0.05, max: 20, noNaN: true })), { maxLength: 12 }),
        (frame, canvas, moves) => {
          const fit = fitViewport(frame, canvas);
          let viewport = fit;
          for (const [u, v, factor] of moves) {
            viewport = zoomAt(viewport, frame, canvas, { x: u * canvas.width, y: v * canvas.height }, factor);
            viewport = pan(viewport, frame, canvas, (u - 0.5) * 4000, (v - 0.5) * 4000);
          }
          expect(viewport.scale).toBeGreaterThanOrEqual(fit.scale * ZOOM.min * 0.999);
          expect(viewport.scale).toBeLessThanOrEqual(fit.scale * ZOOM.max * 1.001);
          const centre = toFrame(viewport, { x: canvas.width / 2, y: canvas.height / 2 });
          expect(centre.x).toBeGreaterThan(-1e-6);
          expect(centre.x).toBeLessThan(frame.width + 1e-6);
          expect(centre.y).toBeGreaterThan(-1e-6);
          expect(centre.y).toBeLessThan(frame.height + 1e-6);
        },
      ),
    );
  });

  it('keeps a fitted picture fitted when the panel grows, and a zoomed one on the same place', () => {
    const frame = { width: 800, height: 600 };
    const small = { width: 400, height: 300 };
    const large = { width: 1200, height: 900 };
    expect(resized(fitViewport(frame, small), frame, small, large)).toEqual(fitViewport(frame, large));
    const zoomed = zoomAt(fitViewport(frame, small), frame, small, { x: 300, y: 200 }, 3);
    const after = resized(zoomed, frame, small, large);
    const centreBefore = toFrame(zoomed, { x: 200, y: 150 });
    const centreAfter = toFrame(after, { x: 600, y: 450 });
    expect(centreAfter.x).toBeCloseTo(centreBefore.x);
    expect(centreAfter.y).toBeCloseTo(centreBefore.y);
  });

  it('centres a picture smaller than its panel', () => {
    expect(
      keepInSight({ scale: 1, left: 77, top: -12 }, { width: 100, height: 50 }, { width: 200, height: 100 }),
    ).toEqual({
      scale: 1,
      left: -50,
      top: -25,
    });
  });
});
