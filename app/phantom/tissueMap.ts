import type { Plane } from './plane.ts';
import type { Random } from './random.ts';
import type { Scene } from './scene.ts';
import type { ScanSpec } from './spec.ts';
import { type Structure, structuresOf } from './structures.ts';

/** What the sound meets in one plane: one value for each pixel, row-major. */
export type TissueMap = {
  readonly width: number;
  readonly height: number;
  /** Mean diffuse echo, dB. */
  readonly echoDb: Float32Array;
  /** Attenuation one way, dB/cm/MHz. */
  readonly attenuation: Float32Array;
  /** Amplitude of reflecting boundaries, linear, 1 is white. */
  readonly boundary: Float32Array;
  /** First row in each column that sound does not reach, and whether air or bone stopped it; height where none. */
  readonly blockedFrom: Int32Array;
  readonly blockedBy: Uint8Array;
};

/** Half-thickness of the slice at its focus and how it grows away from it, mm. */
const SLICE_HALF_MM = 0.45;
const ELEVATION_STEP_MM = 0.7;

/** Paints every structure of the scene onto the plane. */
export function mapTissue(scene: Scene, plane: Plane, scan: ScanSpec, random: Random): TissueMap {
  const { width, height, spacingMmPerPx: step } = scan;
  const count = width * height;
  const place = warpedPlane(scene, plane, scan);
  const map = {
    width,
    height,
    echoDb: new Float32Array(count),
    attenuation: new Float32Array(count),
    boundary: new Float32Array(count),
    blockedFrom: new Int32Array(width).fill(height),
    blockedBy: new Uint8Array(width),
  };
  const owner = new Uint8Array(count);
  const across = new Float32Array(count);
  for (let row = 0; row < height; row++) {
    const depth = (row + 0.5) * step;
    const half = SLICE_HALF_MM * Math.sqrt(1 + ((depth - scan.focusDepthMm) / 14) ** 2);
    for (let col = 0; col < width; col++) across[row * width + col] = half * random.normal();
  }
  const structures = structuresOf(scene);
  const field = new Float32Array(count);
  const slope = new Float32Array(count);
  structures.forEach((structure, index) => {
    sampleField(structure, place, plane, field, slope);
    paint(structure, index, { field, slope, across, place, owner, random, step }, map);
  });
  for (let col = 0; col < width; col++) {
    for (let row = 0; row < height; row++) {
      const stops = structures[owner[row * width + col]].blocks;
      if (!stops) continue;
      map.blockedFrom[col] = row;
      map.blockedBy[col] = stops === 'air' ? 1 : 2;
      break;
    }
  }
  return map;
}

type Place = { readonly x: Float32Array; readonly s: Float32Array; readonly d: Float32Array };

/** Warped coordinates of every pixel of the plane. */
export function warpedPlane(scene: Scene, plane: Plane, scan: ScanSpec): Place {
  const { width, height, spacingMmPerPx: step } = scan;
  const place = {
    x: new Float32Array(width * height),
    s: new Float32Array(width * height),
    d: new Float32Array(width * height),
  };
  for (let row = 0; row < height; row++) {
    const d = (row + 0.5) * step;
    for (let col = 0; col < width; col++) {
      const x = plane.x0 + col * plane.ux;
      const s = plane.s0 + col * plane.us;
      const [wx, ws, wd] = scene.anatomy.warp(x, s, d);
      const i = row * width + col;
      place.x[i] = x + wx;
      place.s[i] = s + ws;
      // The skin lies flat against the probe: the warp fades in below it.
      place.d[i] = d + wd * Math.min(1, d / 4);
    }
  }
  return place;
}

/** Distance in the plane and its change per mm across the plane. */
function sampleField(
  structure: Structure,
  place: Place,
  plane: Plane,
  field: Float32Array,
  slope: Float32Array,
): void {
  const dx = plane.ex * ELEVATION_STEP_MM;
  const ds = plane.es * ELEVATION_STEP_MM;
  for (let i = 0; i < field.length; i++) {
    const x = place.x[i];
    const s = place.s[i];
    const d = place.d[i];
    const here = structure.distance(x, s, d);
    field[i] = here;
    // Far from the boundary the slice's thickness changes nothing.
    slope[i] = here > 3 || here < -3 ? 0 : (structure.distance(x + dx, s + ds, d) - here) / ELEVATION_STEP_MM;
  }
}

type Work = {
  readonly field: Float32Array;
  readonly slope: Float32Array;
  readonly across: Float32Array;
  readonly place: Place;
  readonly owner: Uint8Array;
  readonly random: Random;
  readonly step: number;
};

function paint(structure: Structure, index: number, work: Work, map: TissueMap): void {
  const { field, slope, across, place, owner, random, step } = work;
  const { width, height } = map;
  const { tissue, texture, wall, edgeMm } = structure;
  const peak = wall ? 10 ** (wall.peakDb / 20) : 0;
  const reach = wall ? wall.thicknessMm * 2.5 : 0;
  for (let i = 0; i < field.length; i++) {
    const distance = field[i];
    if (distance > 2.5) continue;
    const blurred = distance + across[i] * slope[i] + (edgeMm ? edgeMm * 0.5 * random.normal() : 0);
    if (blurred < 0) {
      map.echoDb[i] = tissue.echoDb + (texture ? texture(place.x[i], place.s[i], place.d[i], -distance) : 0);
      map.attenuation[i] = tissue.attenuationDbPerCmMHz;
    }
    if (distance < 0) owner[i] = index;
    if (distance < -0.3) map.boundary[i] = 0;
    if (!wall || Math.abs(distance) > reach) continue;
    const col = i % width;
    const row = (i - col) / width;
    const left = col > 0 ? i - 1 : i;
    const right = col < width - 1 ? i + 1 : i;
    const up = row > 0 ? i - width : i;
    const down = row < height - 1 ? i + width : i;
    const gx = (field[right] - field[left]) / ((right - left || 1) * step);
    const gd = (field[down] - field[up]) / (((down - up) / width || 1) * step);
    const norm = Math.sqrt(gx * gx + gd * gd + slope[i] * slope[i]) || 1;
    const facing = Math.abs(gd) / norm;
    const specular = wall.roughness + (1 - wall.roughness) * facing ** 6;
    const t = distance / (norm * wall.thicknessMm);
    const amplitude = peak * specular * facing ** 0.6 * Math.exp(-t * t);
    if (amplitude > map.boundary[i]) map.boundary[i] = amplitude;
  }
}
