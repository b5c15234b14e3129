/**
 * How well cases come to lie in the template: `npm run check:placing`. Prints the error of the place on phantoms by
 * registration and by outlines, which share of real gland masks is registered, and that masks that are no gland are
 * refused.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { type MaskCase, maskCase } from '../app/phantom/maskViews.ts';
import { keepLargeParts } from '../app/segmentation/components.ts';
import { emptyMask, type Mask, maskBox } from '../app/segmentation/mask.ts';
import { heightSpan, nearestDepthSpan, placeNodule, sideSpan } from '../atlas/place.ts';
import type { PlaceInput, Placement } from '../atlas/place.types.ts';
import { placeAtOnce } from '../atlas/placing/placeByRegistration.ts';
import { placeToPoint, template } from '../atlas/template/template.ts';
import { notGlands } from './placingCheck/notGlands.ts';

const t = template();
const PHANTOMS = 120;
const MASKS = '../shared/datasets/tg3k/masks';
const EVERY = 40;

const cases: MaskCase[] = [];
for (let seed = 1; cases.length < PHANTOMS; seed++) {
  const one = maskCase(seed);
  if (one) cases.push(one);
}

console.log(
  `${PHANTOMS} phantoms, two views each; error of the place, mm at the template's scale (median, p90):`,
);
report('registered', (input) => placeAtOnce(input, t));
report('by outlines', (input) => placeNodule(input, t));

function report(name: string, place: (input: PlaceInput) => Placement | null): void {
  const errors: Record<'across' | 'height' | 'depth', number[]> = { across: [], height: [], depth: [] };
  let registered = 0;
  const cut: { error: number; halfWidth: number }[] = [];
  const refused = new Map<string, number>();
  const started = performance.now();
  for (const one of cases) {
    const placed = place(inputOf(one));
    if (!placed) continue;
    for (const view of [placed.views.transverse, placed.views.longitudinal]) {
      if (view?.method === 'registered') registered++;
      if (view?.refused) refused.set(view.refused, (refused.get(view.refused) ?? 0) + 1);
    }
    const point = placeToPoint(placed.place, t.box);
    const { side, across, height, depth } = one.place;
    const x = sideSpan(t, side, point[1]);
    const y = heightSpan(t, side);
    const z = nearestDepthSpan(t, point[0], point[1]);
    errors.across.push(Math.abs(point[0] - (x.from + across * (x.to - x.from))));
    errors.height.push(Math.abs(point[1] - (y.from + height * (y.to - y.from))));
    if (placed.views.longitudinal?.method === 'visiblePart')
      cut.push({ error: errors.height.at(-1)!, halfWidth: placed.uncertaintyMm.inferiorToSuperior });
    errors.depth.push(Math.abs(point[2] - (z.to - depth * (z.to - z.from))));
  }
  const perCase = (performance.now() - started) / cases.length;
  const text = Object.entries(errors).map(([axis, all]) => `${axis} ${at(all, 0.5)} (${at(all, 0.9)})`);
  console.log(
    `  ${name.padEnd(12)} ${text.join(', ')}; views registered ${registered} of ${2 * cases.length}, lobes cut by the frame ${cut.length}${describe(refused)}; ${perCase.toFixed(0)} ms a case`,
  );
  const held = cut.filter((one) => one.error <= one.halfWidth).length;
  const widths = cut.map((one) => one.halfWidth);
  const heights = cut.map((one) => one.error);
  if (cut.length > 0)
    console.log(
      `  ${''.padEnd(12)} cut lobes: height ${at(heights, 0.5)} (${at(heights, 0.9)}); the band holds the truth in ${held} of ${cut.length} (${((100 * held) / cut.length).toFixed(0)}%), half-width ${at(widths, 0.5)} (${at(widths, 0.9)})`,
    );
}

function inputOf(one: MaskCase): PlaceInput {
  const view = (kind: 'transverse' | 'longitudinal') => one.views.find((v) => v.kind === kind)!;
  return {
    transverse: view('transverse'),
    longitudinal: view('longitudinal'),
    side: one.place.side,
    pole: null,
  };
}

function at(values: readonly number[], share: number): string {
  return [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))]!.toFixed(1);
}

function describe(refused: ReadonlyMap<string, number>): string {
  return refused.size > 0 ? ` (refused: ${[...refused].map(([why, n]) => `${why} ${n}`).join(', ')})` : '';
}

/** A small nodule in the middle of the mask's thickest part stands in for the one that is not drawn. */
function withNodule(gland: Mask): PlaceInput | null {
  const box = maskBox(gland);
  if (!box) return null;
  const nodule = emptyMask(gland.width, gland.height);
  let sumX = 0;
  let n = 0;
  gland.data.forEach((v, i) => {
    if (!v) return;
    sumX += i % gland.width;
    n++;
  });
  const cx = Math.round(sumX / n);
  const rows = Array.from({ length: gland.height }, (_, y) => y).filter(
    (y) => gland.data[y * gland.width + cx],
  );
  if (rows.length === 0) return null;
  const cy = rows[Math.floor(rows.length / 2)]!;
  const r = Math.max(2, rows.length * 0.15);
  for (let y = 0; y < gland.height; y++)
    for (let x = 0; x < gland.width; x++)
      if ((x - cx) ** 2 + (y - cy) ** 2 <= r * r) nodule.data[y * gland.width + x] = 1;
  return {
    transverse: { gland, nodule, spacingMmPerPx: null },
    longitudinal: null,
    side: 'left',
    pole: 'middle',
  };
}

/** Least, tenth percentile, median and most. */
function spread(values: readonly number[]): string {
  if (values.length === 0) return 'none';
  const sorted = [...values].sort((a, b) => a - b);
  return [0, 0.1, 0.5, 1]
    .map((share) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(2))
    .join('/');
}

function tally(name: string, glands: readonly Mask[]): void {
  const refused = new Map<string, number>();
  let registered = 0;
  const dices: number[] = [];
  const affine: number[] = [];
  for (const gland of glands) {
    const input = withNodule(gland);
    const placed = input && placeAtOnce(input, t);
    const view = placed?.views.transverse;
    if (view?.method === 'registered') registered++;
    if (view?.refused) refused.set(view.refused, (refused.get(view.refused) ?? 0) + 1);
    if (view?.quality) dices.push(view.quality.dice);
    if (view?.quality) affine.push(view.quality.diceAffine);
  }
  console.log(
    `  ${name.padEnd(24)} ${registered} of ${glands.length} registered${describe(refused)}; overlap affine ${spread(affine)}, after ${spread(dices)}`,
  );
}

console.log('\nTransverse gland masks onto the template:');
if (!existsSync(MASKS)) console.log(`  ${MASKS} is not here.`);
else {
  const files = readdirSync(MASKS)
    .sort()
    .filter((_, i) => i % EVERY === 0);
  const masks: Mask[] = [];
  for (const file of files) {
    const { data, info } = await sharp(join(MASKS, file))
      .resize({ width: 256 })
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const mask = {
      width: info.width,
      height: info.height,
      data: Uint8Array.from(data, (v) => (v > 127 ? 1 : 0)),
    };
    masks.push(keepLargeParts(mask, 0.08));
  }
  tally(`TG3K, every ${EVERY}th`, masks);
}
for (const [name, masks] of Object.entries(notGlands())) tally(name, masks);
