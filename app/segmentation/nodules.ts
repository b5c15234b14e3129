import { z } from 'zod';
import type { Box, GreyFrame } from '../image/greyFrame.ts';
import { boxToFrame, letterbox, mapToFrame, type Placement } from '../image/networkInput.ts';
import { fillHoles, keepLargeParts } from './components.ts';
import { agree, candidatesOf } from './looks.ts';
import { emptyMask, type Mask, maskArea } from './mask.ts';

/** A nodule the network found: its box and mask in frame pixels, its score 0..1. */
export type Nodule = { readonly box: Box; readonly score: number; readonly mask: Mask };

/** The network's outputs, for A anchors: boxes [1,4,A], scores [1,A], coefficients [1,32,A], prototypes [1,32,64,64]. */
export type NoduleOutputs = Readonly<Record<string, { readonly data: unknown } | undefined>>;

/** What the manifest must say beside the weights. */
export const noduleParametersSchema = z.object({
  inputSize: z.int().min(32),
  /** Further detections below this score are not shown. */
  scoreThreshold: z.number().min(0).max(1),
  /** The best detection alone is shown from this score on; below `scoreThreshold` the person is told that it is weak. */
  bestScoreThreshold: z.number().min(0).max(1),
  /** Boxes overlapping more than this (IoU) tell of the same nodule. */
  nmsIou: z.number().min(0).max(1),
  /**
   * A pixel above this probability is nodule. TN5000's ellipses stand in generously drawn boxes, so at 0.5 the
   * outline lies outside the true margin: by a tenth of the diameter on phantoms, whose truth is exact.
   */
  insideAbove: z.number().gt(0).lt(1).default(0.5),
});

const COEFFICIENTS = 32;
/** Input pixels by which the mask may reach beyond the box, as in training. */
const BOX_MARGIN = 4;

/** Runs the network on one square input, size × size values 0..1. */
export type RunNoduleNetwork = (input: Float32Array, size: number) => Promise<NoduleOutputs>;

/**
 * The nodules in a standardised frame. The network looks twice, at the frame and at its mirror image; what
 * both looks agree on is kept (see `agree`). One way for the product and for its measurements.
 */
export async function findNodules(
  frame: GreyFrame,
  parameters: Readonly<Record<string, unknown>>,
  run: RunNoduleNetwork,
): Promise<Nodule[]> {
  const { inputSize } = noduleParametersSchema.parse(parameters);
  const placed = letterbox(frame, inputSize);
  const looks = [await run(placed.input, inputSize), await run(mirrored(placed.input, inputSize), inputSize)];
  return decodeNodules(looks, placed, frame.width, frame.height, parameters);
}

/** A square map mirrored left to right. */
function mirrored(map: Float32Array, side: number): Float32Array {
  return map.map((_, i) => map[i - (i % side) + side - 1 - (i % side)]!);
}

/**
 * The nodules in a frame, best score first: the places where the looks agree, then each mask as the sign of
 * its coefficients · prototypes (mean of the looks' logits), upsampled bilinearly to frame pixels, cropped to
 * the box, largest part, holes filled (YOLACT, Bolya et al. 2019; layout of YOLOv8-seg).
 *
 * @param looks the outputs on the frame and, second, on its mirror image
 */
export function decodeNodules(
  looks: readonly NoduleOutputs[],
  placement: Placement,
  frameWidth: number,
  frameHeight: number,
  parameters: Readonly<Record<string, unknown>>,
): Nodule[] {
  const { scoreThreshold, bestScoreThreshold, nmsIou, insideAbove } =
    noduleParametersSchema.parse(parameters);
  const margin = Math.log(insideAbove / (1 - insideAbove));
  const candidates = looks.map((outputs, look) =>
    candidatesOf(
      values(outputs, 'boxes'),
      values(outputs, 'scores'),
      look,
      look === 1 ? placement.size : null,
    ),
  );
  const nodules: Nodule[] = [];
  for (const { box: inInput, score, best } of agree(candidates, nmsIou)) {
    if (score < (nodules.length === 0 ? bestScoreThreshold : scoreThreshold)) continue;
    const logits = best.map(({ look, anchor }) => maskLogits(looks[look]!, anchor, look === 1));
    const mean = logits[0]!.map(
      (_, i) => logits.reduce((sum, one) => sum + one[i]!, 0) / logits.length - margin,
    );
    const side = Math.sqrt(mean.length);
    const mask = cutMask(mean, side, placement, grow(inInput, BOX_MARGIN), frameWidth, frameHeight);
    const box = clip(boxToFrame(inInput, placement), frameWidth, frameHeight);
    if (box && maskArea(mask) > 0) nodules.push({ box, score, mask });
  }
  return nodules;
}

/** Logits of one anchor's mask over the whole input; turned back when the look was mirrored. */
function maskLogits(outputs: NoduleOutputs, anchor: number, wasMirrored: boolean): Float32Array {
  const coefficients = values(outputs, 'coefficients');
  const prototypes = values(outputs, 'prototypes');
  const count = coefficients.length / COEFFICIENTS;
  const area = prototypes.length / COEFFICIENTS;
  const logits = new Float32Array(area);
  for (let k = 0; k < COEFFICIENTS; k++) {
    const weight = coefficients[k * count + anchor]!;
    for (let i = 0; i < area; i++) logits[i]! += weight * prototypes[k * area + i]!;
  }
  return wasMirrored ? mirrored(logits, Math.sqrt(area)) : logits;
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
