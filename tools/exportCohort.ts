import { execFile } from 'node:child_process';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { ViewKind } from '../app/case/patientCase.ts';
import { cropToGland } from '../app/cohort/crop.ts';
import { between, logNormal, normal, pick, type Random } from '../app/cohort/draws.ts';
import { outlineInBox } from '../app/cohort/outline.ts';
import { heterogeneity, marginSharpness } from '../app/cohort/pictureStatistics.ts';
import {
  equivalentRadiusPx,
  type GlandBed,
  glandBed,
  mirrored,
  moveMask,
  placeFor,
} from '../app/cohort/transplant.ts';
import { glandNumbers, MAP_SIDE, morphologyNumbers } from '../app/fusion/fusionInputs.ts';
import type { GreyFrame } from '../app/image/greyFrame.ts';
import { cpdt } from '../app/location/cpdt.ts';
import { locationMap } from '../app/location/locationMap.ts';
import { echogenicity } from '../app/morphology/echogenicity.ts';
import { marginMosaic } from '../app/morphology/marginMosaic.ts';
import { seededRandom, seedFromBytes } from '../app/morphology/random.ts';
import { noduleShape } from '../app/morphology/shape.ts';
import { textureCrop } from '../app/morphology/textureCrop.ts';
import { glandWithNodule } from '../app/segmentation/glandWithNodule.ts';
import { type Mask, maskArea, maskBox } from '../app/segmentation/mask.ts';
import {
  COHORT_WORK,
  type CohortFrame,
  type CohortSplit,
  cohortFrames,
  cohortGlands,
  readPrepared,
} from './cohortFrames.ts';
import { readMask } from './trainingData.ts';

/**
 * Features of the semi-synthetic cohort, by the product's own code, from real frames: what `drawCohort` then
 * gives reports, demographics and labels. Writes models/training/work/cohort (git-ignored).
 * Usage: node tools/exportCohort.ts
 *
 * Each picture's nodule gives two extractions (as drawn; and mirrored with a second outline), which serve as a
 * case's two views. They are placed once in their own gland and several times in the glands of other pictures
 * of the same split, at a drawn size and distance from the capsule: real nodules, real glands, chosen places.
 */
const CASES_PER_PICTURE: Record<CohortSplit, number> = { train: 6, choose: 6, calibration: 7, test: 6 };
/** Half thickness of the gland, mm: median and spread of its logarithm (adult lobes are 13–20 mm deep). */
const HALF_THICKNESS_MM = { median: 9, logDeviation: 0.15 };
/** Longest diameter of a transplanted nodule, mm: the paper's median is 6.3 (3.7–9.4), larger in its external sets. */
const LENGTH_MM = { median: 7, logDeviation: 0.5, min: 3, max: 28 };
const BEYOND_CAPSULE_SHARE = 0.12;
/**
 * Deepest distance from the capsule that is drawn, mm. Drawn in mm and again where the gland has no room for it, not as
 * a share of that room: else small nodules would lie deep and large ones at the capsule, and size would stand for
 * distance, which a network without the location map could then read off it (drawCohort prints their correlation).
 */
const DEEPEST_MM = 6.5;
const DEPTH_DRAWS = 12;
/** The two planes through a nodule do not cut it at the same distance from the capsule. */
const VIEWS_DIFFER_MM = 0.3;
const BEDS_PER_SPLIT = 500;
const PROCESSES = availableParallelism();
/** A gland smaller than this share of its frame, or flatter than this many px, is taken as a failed outline. */
const GLAND = { minShare: 0.03, minMaxDistancePx: 14 };

type Extraction = { nodule: Mask; texture: Float32Array; margin: Float32Array; echogenicity: number };
type ViewRecord = {
  picture: string;
  extraction: number;
  native: boolean;
  distanceMm: number;
  halfThicknessMm: number;
  lengthMm: number;
  ratio: number;
  echogenicity: number;
  heterogeneity: number;
  sharpness: number;
  /** Centre of the nodule along the gland's box, 0 left to 1 right. */
  across: number;
  outsideShare: number;
  kind: ViewKind;
  known: number[];
  unknown: number[];
  /** As `known` and `unknown`, of the gland (`glandNumbers`). */
  glandKnown: number[];
  glandUnknown: number[];
};
type CaseRecord = { split: CohortSplit; picture: string; number: number; views: [number, number] };

const frames = cohortFrames();
const glands = await cohortGlands(frames);
const beds = chooseBeds();
const MAPS = ['locations.u8', 'textures.u8', 'margins.u8'] as const;
type Export = { extractions: number; skipped: number; views: ViewRecord[]; cases: CaseRecord[] };
const inWork = (name: string): string => path.join(COHORT_WORK, name);

const share = process.argv.indexOf('--share');
if (share > 0) await exportShare(...(process.argv[share + 1]!.split('/').map(Number) as [number, number]));
else await exportAll();

/** Every picture is drawn from its own name, so they can be shared out: one process a core, put together at the end. */
async function exportAll(): Promise<void> {
  const run = promisify(execFile);
  await Promise.all(
    Array.from({ length: PROCESSES }, (_, k) =>
      run(process.execPath, [...process.argv.slice(1), '--share', `${k}/${PROCESSES}`]),
    ),
  );
  const whole: Export = { extractions: 0, skipped: 0, views: [], cases: [] };
  const parts = MAPS.map((name) => createWriteStream(inWork(`${name}.part`)));
  for (let k = 0; k < PROCESSES; k++) {
    const own: Export = JSON.parse(readFileSync(inWork(`share-${k}.json`), 'utf8'));
    const [atView, atExtraction] = [whole.views.length, whole.extractions];
    whole.views.push(...own.views.map((v) => ({ ...v, extraction: v.extraction + atExtraction })));
    for (const c of own.cases) whole.cases.push({ ...c, views: [c.views[0] + atView, c.views[1] + atView] });
    whole.extractions += own.extractions;
    whole.skipped += own.skipped;
    for (const [m, name] of MAPS.entries()) {
      await pipeline(createReadStream(inWork(`${name}.share-${k}`)), parts[m]!, { end: false });
      rmSync(inWork(`${name}.share-${k}`));
    }
    rmSync(inWork(`share-${k}.json`));
  }
  for (const part of parts) await promisify(part.end.bind(part))();
  // Written beside the earlier export and put in its place whole: who reads it meanwhile sees one export, not two.
  for (const name of MAPS) renameSync(inWork(`${name}.part`), inWork(name));
  writeFileSync(
    inWork('features.json'),
    JSON.stringify({ mapSide: MAP_SIDE, views: whole.views, cases: whole.cases }),
  );
  console.log(
    `${whole.cases.length} cases of ${frames.length - whole.skipped} pictures; ${whole.skipped} skipped (no usable gland or nodule)`,
  );
}

async function exportShare(own: number, shares: number): Promise<void> {
  const [locations, textures, margins] = MAPS.map((name) =>
    openSync(inWork(`${name}.share-${own}`), 'w'),
  ) as [number, number, number];
  const done: Export = { extractions: 0, skipped: 0, views: [], cases: [] };
  const order = frames
    .map((frame) => ({ frame, key: seedFromBytes(Buffer.from(frame.id)) }))
    .sort((a, b) => a.key - b.key)
    .filter((_, i) => i % shares === own);
  for (const { frame } of order) {
    const random = seededRandom(seedFromBytes(Buffer.from(`cohort ${frame.id}`)));
    const pair = await extractPair(frame, random);
    if (!pair) {
      done.skipped++;
      continue;
    }
    const first = done.extractions;
    for (const extraction of pair.extractions) {
      writeSync(textures, toBytes(extraction.texture));
      writeSync(margins, toBytes(extraction.margin));
      done.extractions++;
    }
    for (let k = 0; k < CASES_PER_PICTURE[frame.split]; k++) {
      const placed =
        k === 0 ? placeNative(pair, random) : placeElsewhere(frame.split, pair.extractions, random);
      if (!placed) continue;
      const at = done.views.length;
      for (const [e, { record, map }] of placed.entries()) {
        writeSync(locations, mapBytes(map));
        done.views.push({ ...record, picture: frame.id, extraction: first + e });
      }
      done.cases.push({ split: frame.split, picture: frame.id, number: k, views: [at, at + 1] });
    }
  }
  for (const file of [locations, textures, margins]) closeSync(file);
  writeFileSync(inWork(`share-${own}.json`), JSON.stringify(done));
}

function chooseBeds(): Record<CohortSplit, GlandBed[]> {
  const chosen: Record<CohortSplit, GlandBed[]> = { train: [], choose: [], calibration: [], test: [] };
  // By a hash of the picture's name: a split's beds do not depend on which other splits are exported.
  const order = frames
    .map((frame) => ({ frame, key: seedFromBytes(Buffer.from(`bed ${frame.id}`)) }))
    .sort((a, b) => a.key - b.key);
  for (const { frame } of order) {
    const list = chosen[frame.split];
    const gland = glands.get(frame.id);
    if (list.length >= BEDS_PER_SPLIT || !gland || !usable(gland)) continue;
    const bed = glandBed(cropToGland(gland));
    if (bed && bed.maxDistancePx >= GLAND.minMaxDistancePx) list.push(bed);
  }
  return chosen;
}

function usable(gland: Mask): boolean {
  const share = maskArea(gland) / (gland.width * gland.height);
  return share >= GLAND.minShare && share <= 0.8;
}

type Pair = { extractions: [Extraction, Extraction]; glands: [Mask, Mask] | null };

/** The nodule as outlined, and a second look: mirrored, with another outline. */
async function extractPair(frame: CohortFrame, random: Random): Promise<Pair | null> {
  const grey = await readPrepared(frame.image);
  const gland = glands.get(frame.id) ?? null;
  const outline = async (): Promise<Mask> =>
    frame.boxIn
      ? outlineInBox(grey.width, grey.height, frame.boxIn(grey), random)
      : sameSize(await readMask(frame.mask!), grey);
  const looks: { grey: GreyFrame; nodule: Mask; gland: Mask | null }[] = [];
  for (const turn of [false, true]) {
    const nodule = await outline();
    const flip = (mask: Mask): Mask =>
      turn ? { ...mask, data: mirrored(mask.data, mask.width, mask.height) } : mask;
    looks.push({
      grey: turn ? { ...grey, pixels: mirrored(grey.pixels, grey.width, grey.height) } : grey,
      nodule: flip(nodule),
      gland: gland && flip(gland),
    });
  }
  const found = looks.map((look): Extraction | null => {
    if (maskArea(look.nodule) < 60) return null;
    const joined = look.gland && glandWithNodule(look.gland, look.nodule);
    const texture = textureCrop(look.grey, look.nodule, MAP_SIDE);
    const margin = marginMosaic(look.grey, look.nodule, MAP_SIDE);
    const difference = echogenicity(look.grey, look.nodule, joined);
    return texture && margin && difference !== null
      ? { nodule: look.nodule, texture, margin, echogenicity: difference }
      : null;
  });
  if (!found[0] || !found[1]) return null;
  const own = gland && usable(gland) ? ([looks[0]!.gland!, looks[1]!.gland!] as [Mask, Mask]) : null;
  return { extractions: [found[0], found[1]], glands: own };
}

function sameSize(mask: Mask, grey: GreyFrame): Mask {
  if (mask.width !== grey.width || mask.height !== grey.height)
    throw new Error('mask and frame differ in size');
  return mask;
}

type Placed = { record: Omit<ViewRecord, 'picture' | 'extraction'>; map: Float32Array };

/** Both views in the picture's own gland; null where that gland is missing, absurd or far from the nodule. */
function placeNative(pair: Pair, random: Random): [Placed, Placed] | null {
  if (!pair.glands) return null;
  const halfThicknessMm = drawHalfThickness(random);
  const kinds = drawKinds(random);
  const placed = pair.extractions.map((extraction, i) =>
    record(pair.glands![i]!, extraction.nodule, extraction, halfThicknessMm, kinds[i]!, true),
  );
  return both(placed);
}

/** Both views in glands of other pictures, at one drawn size and about one drawn distance from the capsule. */
function placeElsewhere(
  split: CohortSplit,
  pair: [Extraction, Extraction],
  random: Random,
): [Placed, Placed] | null {
  const halfThicknessMm = drawHalfThickness(random);
  const lengthMm = Math.min(
    LENGTH_MM.max,
    Math.max(LENGTH_MM.min, logNormal(random, LENGTH_MM.median, LENGTH_MM.logDeviation)),
  );
  const beyond = random() < BEYOND_CAPSULE_SHARE;
  const kinds = drawKinds(random);
  const chosen = pair.map((extraction) => {
    const bed = pick(random, beds[split]);
    const thickness = halfThicknessMm * Math.exp(0.04 * normal(random));
    const spacing = thickness / bed.maxDistancePx;
    const shape = noduleShape(extraction.nodule);
    if (!shape) return null;
    const scale = (lengthMm * Math.exp(0.07 * normal(random))) / spacing / shape.lengthPx;
    const radiusPx = equivalentRadiusPx(extraction.nodule) * scale;
    const room = Math.max(0, bed.maxDistancePx - radiusPx) * spacing;
    return { extraction, bed, thickness, spacing, scale, radiusPx, room };
  });
  if (!chosen[0] || !chosen[1]) return null;
  const roomMm = Math.min(chosen[0].room, chosen[1].room);
  const wishes = Array.from({ length: DEPTH_DRAWS }, () => DEEPEST_MM * random());
  const depthMm = wishes.find((mm) => mm <= roomMm) ?? roomMm * random();
  const outward = between(random, 0, 0.6);
  const placed = chosen.map((view, i): Placed | null => {
    const { extraction, bed, thickness, spacing, scale, radiusPx } = view!;
    const wanted = beyond ? -outward * radiusPx : (depthMm + VIEWS_DIFFER_MM * normal(random)) / spacing;
    const to = placeFor(bed, radiusPx, wanted, random);
    const { width, height } = bed.gland;
    const nodule = moveMask(extraction.nodule, width, height, to, scale, random() < 0.5);
    return record(bed.gland, nodule, extraction, thickness, kinds[i]!, false);
  });
  return both(placed);
}

function both(placed: readonly (Placed | null)[]): [Placed, Placed] | null {
  return placed[0] && placed[1] ? [placed[0], placed[1]] : null;
}

/** Public frames do not say their plane; one of a case's two views passes for each, by a coin. */
function drawKinds(random: Random): [ViewKind, ViewKind] {
  return random() < 0.5 ? ['transverse', 'longitudinal'] : ['longitudinal', 'transverse'];
}

function drawHalfThickness(random: Random): number {
  return logNormal(random, HALF_THICKNESS_MM.median, HALF_THICKNESS_MM.logDeviation);
}

function record(
  gland: Mask,
  nodule: Mask,
  from: Extraction,
  halfThicknessMm: number,
  kind: ViewKind,
  native: boolean,
): Placed | null {
  const shape = noduleShape(nodule);
  const joined = glandWithNodule(gland, nodule);
  const transform = cpdt(joined, nodule);
  const glandBox = maskBox(joined);
  const noduleBox = maskBox(nodule);
  if (!shape || !transform || !glandBox || !noduleBox || maskArea(nodule) < 40) return null;
  if (transform.outsideShare > 0.5 || transform.maxDistancePx < GLAND.minMaxDistancePx) return null;
  const spacingMmPerPx = halfThicknessMm / transform.maxDistancePx;
  const measures = { ...shape, echogenicity: from.echogenicity, maxDistancePx: transform.maxDistancePx };
  return {
    map: locationMap(transform, joined, nodule, MAP_SIDE),
    record: {
      native,
      distanceMm: transform.minDistancePx * spacingMmPerPx,
      halfThicknessMm,
      lengthMm: shape.lengthPx * spacingMmPerPx,
      ratio: shape.ratio,
      echogenicity: from.echogenicity,
      heterogeneity: heterogeneity(from.texture, MAP_SIDE),
      sharpness: marginSharpness(from.margin, MAP_SIDE),
      across: (noduleBox.x + noduleBox.width / 2 - glandBox.x) / glandBox.width,
      outsideShare: transform.outsideShare,
      kind,
      known: morphologyNumbers({ ...measures, spacingMmPerPx }),
      unknown: morphologyNumbers({ ...measures, spacingMmPerPx: null }),
      glandKnown: glandNumbers({ ...measures, spacingMmPerPx, kind }),
      glandUnknown: glandNumbers({ ...measures, spacingMmPerPx: null, kind }),
    },
  };
}

function toBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round(values[i]! * 255);
  return bytes;
}

/** 0 outside the gland, 1 gland, 2 to 255 nodule with φ = (byte − 2) / 253. */
function mapBytes(map: Float32Array): Uint8Array {
  const bytes = new Uint8Array(map.length);
  for (let i = 0; i < bytes.length; i++) {
    const value = map[i]!;
    bytes[i] = value === -1 ? 0 : value === -0.5 ? 1 : 2 + Math.round(value * 253);
  }
  return bytes;
}
