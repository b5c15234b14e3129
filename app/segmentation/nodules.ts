import { z } from 'zod';
import type { Box } from '../image/greyFrame.ts';
import { boxToFrame, mapToFrame, type Placement } from '../image/networkInput.ts';
import { fillHoles, keepLargeParts } from './components.ts';
import { emptyMask, type Mask, maskArea } from './mask.ts';

/** A nodule the network found: its box and mask in frame pixels, its score 0..1. */
export type Nodule = { readonly box: Box; readonly score: number; readonly mask: Mask };

/** The network's outputs, for A anchors: boxes [1,4,A], scores [1,A], coefficients [1,32,A], prototypes [1,32,64,64]. */
export type NoduleOutputs = Readonly<Record<string, { readonly data: unknown } | undefined>>;

/** What the manifest must say beside the weights. */
export const noduleParametersSchema = z.object({
  inputSize: z.int().min(32),
  /** Detections below this score are not shown. */
  scoreThreshold: z.number().min(0).max(1),
  /** Of two boxes overlapping more than this (IoU), only the better scored stays. */
  nmsIou: z.number().min(0).max(1),
});

const COEFFICIENTS = 32;
/** More than a thyroid frame ever shows; what follows is noise. */
const MOST_NODULES = 10;
/** Input pixels by which the mask may reach beyond the box, as in training. */
const BOX_MARGIN = 4;

/**
 * The nodules in a frame, best score first: non-maximum suppression, then each mask as the sign of its
 * coefficients · prototypes (sigmoid > 0.5), upsampled bilinearly to frame pixels, cropped to the box,
 * largest part, holes filled (YOLACT, Bolya et al. 2019; layout of YOLOv8-seg).
 */
export function decodeNodules(
  outputs: NoduleOutputs,
  placement: Placement,
  frameWidth: number,
  frameHeight: number,
  parameters: Readonly<Record<string, unknown>>,
): Nodule[] {
  const { scoreThreshold, nmsIou } = noduleParametersSchema.parse(parameters);
  const boxes = values(outputs, 'boxes');
  const scores = values(outputs, 'scores');
  const coefficients = values(outputs, 'coefficients');
  const prototypes = values(outputs, 'prototypes');
  const side = Math.sqrt(prototypes.length / COEFFICIENTS);
  const count = scores.length;

  const nodules: Nodule[] = [];
  for (const anchor of bestAnchors(boxes, scores, scoreThreshold, nmsIou)) {
    const logits = new Float32Array(side * side);
    for (let k = 0; k < COEFFICIENTS; k++) {
      const weight = coefficients[k * count + anchor];
      for (let i = 0; i < logits.length; i++) logits[i] += weight * prototypes[k * side * side + i];
    }
    const inInput = anchorBox(boxes, anchor, count);
    const mask = cutMask(logits, side, placement, grow(inInput, BOX_MARGIN), frameWidth, frameHeight);
    const box = clip(boxToFrame(inInput, placement), frameWidth, frameHeight);
    if (box && maskArea(mask) > 0) nodules.push({ box, score: scores[anchor], mask });
  }
  return nodules;
}

/** Anchors that survive the threshold and non-maximum suppression, best first. */
function bestAnchors(boxes: Float32Array, scores: Float32Array, threshold: number, most: number): number[] {
  const kept: number[] = [];
  const candidates = [...scores.keys()]
    .filter((i) => scores[i] >= threshold)
    .sort((a, b) => scores[b] - scores[a]);
  for (const candidate of candidates) {
    const box = anchorBox(boxes, candidate, scores.length);
    if (kept.some((other) => boxOverlap(box, anchorBox(boxes, other, scores.length)) > most)) continue;
    kept.push(candidate);
    if (kept.length === MOST_NODULES) break;
  }
  return kept;
}

function anchorBox(boxes: Float32Array, anchor: number, count: number): Box {
  const width = boxes[2 * count + anchor];
  const height = boxes[3 * count + anchor];
  return { x: boxes[anchor] - width / 2, y: boxes[count + anchor] - height / 2, width, height };
}

/** Intersection over union of two boxes. */
export function boxOverlap(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (across <= 0 || down <= 0) return 0;
  const shared = across * down;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

function cutMask(
  logits: Float32Array,
  side: number,
  placement: Placement,
  inInput: Box,
  frameWidth: number,
  frameHeight: number,
): Mask {
  const mask = emptyMask(frameWidth, frameHeight);
  const cut = clip(boxToFrame(inInput, placement), frameWidth, frameHeight);
  if (!cut) return mask;
  const x = Math.floor(cut.x);
  const y = Math.floor(cut.y);
  const area = { x, y, width: Math.ceil(cut.x + cut.width) - x, height: Math.ceil(cut.y + cut.height) - y };
  const onFrame = mapToFrame(logits, side, placement, area);
  const rough = Uint8Array.from(onFrame, (logit) => (logit > 0 ? 1 : 0));
  const clean = fillHoles(keepLargeParts({ width: area.width, height: area.height, data: rough }, 1));
  for (let row = 0; row < area.height; row++) {
    const from = clean.data.subarray(row * area.width, (row + 1) * area.width);
    mask.data.set(from, (y + row) * frameWidth + x);
  }
  return mask;
}

function grow(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

/** The part of a box inside the frame; null when there is none. */
function clip(box: Box, width: number, height: number): Box | null {
  const left = Math.max(0, box.x);
  const top = Math.max(0, box.y);
  const right = Math.min(width, box.x + box.width);
  const bottom = Math.min(height, box.y + box.height);
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

function values(outputs: NoduleOutputs, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array))
    throw new TypeError(`the nodule network gave no float32 output "${name}"`);
  return data;
}
