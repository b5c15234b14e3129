import { describe, expect, test } from 'vitest';
import { placeFrame } from '../image/networkInput.ts';
import { boxOverlap } from './looks.ts';
import { maskArea, maskBox } from './mask.ts';
import { decodeNodules } from './nodules.ts';

const PARAMETERS = { inputSize: 256, scoreThreshold: 0.25, bestScoreThreshold: 0.1, nmsIou: 0.5 };
const SIDE = 64;
const WIDTH = 512;
const HEIGHT = 384;
const placement = placeFrame(WIDTH, HEIGHT, 256);

describe('nodules from the network outputs', () => {
  test('box and mask come back in frame pixels', () => {
    const [nodule] = decode([detection(128, 128, 40, 24, 0.9, disc(32, 32, 5))]);
    expect(nodule.score).toBeCloseTo(0.9, 6);
    expect(nodule.box).toEqual({ x: 216, y: 168, width: 80, height: 48 });
    // A disc of 5 prototype cells has a radius of 40 frame pixels; the box cuts it to 24 + 8 above and below.
    const box = maskBox(nodule.mask)!;
    expect(Math.abs(box.width - 80)).toBeLessThanOrEqual(8);
    expect(box.height).toBe(64);
  });

  test('of two boxes on the same nodule the better stays; another nodule stays too; best first', () => {
    const found = decode([
      detection(128, 128, 40, 40, 0.6, disc(32, 32, 4)),
      detection(130, 126, 42, 40, 0.8, disc(32, 32, 4)),
      detection(60, 120, 30, 30, 0.7, disc(15, 30, 3)),
    ]);
    expect(found.map((n) => n.score.toFixed(1))).toEqual(['0.8', '0.7']);
  });

  test('a weak best nodule is shown alone; a weak second one is not; the weakest are not', () => {
    const weak = detection(128, 128, 40, 40, 0.2, disc(32, 32, 4));
    const elsewhere = detection(60, 120, 30, 30, 0.7, disc(15, 30, 3));
    expect(decode([weak]).map((n) => n.score.toFixed(1))).toEqual(['0.2']);
    expect(decode([weak, elsewhere]).map((n) => n.score.toFixed(1))).toEqual(['0.7']);
    expect(decode([{ ...weak, score: 0.08 }])).toEqual([]);
  });

  test('an empty shape is no nodule', () => {
    expect(decode([detection(128, 128, 40, 40, 0.9, disc(5, 5, 2))])).toEqual([]);
  });

  test('a shape has one part and no holes', () => {
    const hole = disc(32, 32, 2);
    const ring = disc(32, 32, 6).map((v, i) => (hole[i] > 0 ? -8 : v));
    const withSpeck = ring.map((v, i) => (i === 25 * SIDE + 25 ? 8 : v));
    const [nodule] = decode([detection(128, 128, 80, 80, 0.9, withSpeck)]);
    expect(nodule.mask.data[192 * WIDTH + 256]).toBe(1);
    const solid = decode([detection(128, 128, 80, 80, 0.9, disc(32, 32, 6))])[0];
    expect(Math.abs(maskArea(nodule.mask) - maskArea(solid.mask))).toBeLessThan(60);
  });

  test('a box that reaches beyond the frame is cut to it', () => {
    const [nodule] = decode([detection(4, 128, 40, 40, 0.9, disc(1, 32, 5))]);
    expect(nodule.box.x).toBe(0);
    expect(nodule.box.width).toBe(48);
  });
});

test('overlap of boxes is intersection over union', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  expect(boxOverlap(box, box)).toBe(1);
  expect(boxOverlap(box, { ...box, x: 5 })).toBeCloseTo(50 / 150, 12);
  expect(boxOverlap(box, { ...box, x: 10 })).toBe(0);
});

type Detection = { box: number[]; score: number; shape: number[] };

function detection(cx: number, cy: number, w: number, h: number, score: number, shape: number[]): Detection {
  return { box: [cx, cy, w, h], score, shape };
}

/** Logits of a disc in prototype cells: 8 inside, −8 outside. */
function disc(x: number, y: number, radius: number): number[] {
  return Array.from({ length: SIDE * SIDE }, (_, i) =>
    Math.hypot((i % SIDE) - x, Math.floor(i / SIDE) - y) <= radius ? 8 : -8,
  );
}

/** Each detection gets its own prototype, chosen by a coefficient of 1. */
function decode(detections: Detection[]) {
  const count = detections.length;
  const boxes = new Float32Array(4 * count);
  const coefficients = new Float32Array(32 * count);
  const prototypes = new Float32Array(32 * SIDE * SIDE);
  detections.forEach(({ box, shape }, i) => {
    box.forEach((v, k) => {
      boxes[k * count + i] = v;
    });
    coefficients[i * count + i] = 1;
    prototypes.set(shape, i * SIDE * SIDE);
  });
  const scores = Float32Array.from(detections, (d) => d.score);
  const outputs = {
    boxes: { data: boxes },
    scores: { data: scores },
    coefficients: { data: coefficients },
    prototypes: { data: prototypes },
  };
  return decodeNodules([outputs], placement, WIDTH, HEIGHT, PARAMETERS);
}
