import type { Structure } from './neck/structure.ts';
import type { Plane } from './plane.ts';
import type { Random } from './random.ts';
import { type Scene, unwarp } from './scene.ts';
import type { ScanSpec } from './spec.ts';
import { structuresOf } from './structures.ts';
import { TISSUES } from './tissue.ts';

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
  /** Amplitude scattered in all directions by the rough face of boundaries, linear. */
  readonly roughFace: Float32Array;
  /** First row in each column that sound does not reach; height where none. */
  readonly blockedFrom: Int32Array;
  /** What stopped it: 1 air, 2 bone. */
  readonly blockedBy: Uint8Array;
};

/** Half-thickness of the slice at its focus, mm; it grows away from it as the beam does. */
const SLICE_HALF_MM = 0.4;
const ELEVATION_STEP_MM = 0.7;
/** Extra loss where the beam grazes a curved wall and is refracted away (edge shadow), dB/cm/MHz. */
const EDGE_LOSS = 1.6;

/** Paints every structure of the scene onto the plane. */
export function mapTissue(scene: Scene, plane: Plane, scan: ScanSpec, random: Random): TissueMap {
  const { width, height, spacingMmPerPx: step } = scan;
  const count = width * height;
  const place = warpedPlane(scene, plane, scan, 1);
  const coarse = warpedPlane(scene, plane, scan, 2);
  const map = {
    width,
    height,
    echoDb: new Float32Array(count),
    attenuation: new Float32Array(count),
    boundary: new Float32Array(count),
    roughFace: new Float32Array(count),
    blockedFrom: new Int32Array(width).fill(height),
    blockedBy: new Uint8Array(width),
  };
  const owner = new Uint8Array(count);
  const across = new Float32Array(count);
  for (let row = 0; row < height; row++) {
    const away = ((row + 0.5) * step - scan.focusDepthMm) / 14;
    const half = SLICE_HALF_MM * Math.sqrt(1 + away * away);
    for (let i = row * width; i < (row + 1) * width; i++) across[i] = half * random.normal();
  }
  const structures = structuresOf(scene);
  const work: Work = {
    field: new Float32Array(count),
    slope: new Float32Array(count),
    across,
    place,
    owner,
    random,
    step,
    strength: boundaryStrength(scene),
    ripple: (x, s, d) => 0.13 * scene.anatomy.noise[3](x * 0.9, s * 0.9, d * 0.5),
  };
  structures.forEach((structure, index) => {
    sampleField(structure, coarse, plane, work, width, height);
    paint(structure, index, work, map);
  });
  addPatchiness(scene, place, map);
  addGrains(scene, plane, scan, map);
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

/** Warped coordinates of a grid of samples; one sample every `stride` pixels, one more than needed at the end. */
export type Place = {
  readonly columns: number;
  readonly rows: number;
  readonly x: Float32Array;
  readonly s: Float32Array;
  readonly d: Float32Array;
};

/** Warped coordinates of the plane's pixels (`stride` 1) or of every other one. */
export function warpedPlane(scene: Scene, plane: Plane, scan: ScanSpec, stride: 1 | 2): Place {
  const columns = stride === 1 ? scan.width : Math.ceil(scan.width / 2) + 1;
  const rows = stride === 1 ? scan.height : Math.ceil(scan.height / 2) + 1;
  const place = {
    columns,
    rows,
    x: new Float32Array(columns * rows),
    s: new Float32Array(columns * rows),
    d: new Float32Array(columns * rows),
  };
  for (let row = 0; row < rows; row++) {
    const d = (row * stride + 0.5) * scan.spacingMmPerPx;
    for (let col = 0; col < columns; col++) {
      const x = plane.x0 + col * stride * plane.ux;
      const s = plane.s0 + col * stride * plane.us;
      const [wx, ws, wd] = scene.anatomy.warp(x, s, d);
      const i = row * columns + col;
      place.x[i] = x + wx;
      place.s[i] = s + ws;
      place.d[i] = d + wd;
    }
  }
  return place;
}

type Work = {
  /** Distance in the plane and its change per mm across the plane, for the structure at hand. */
  readonly field: Float32Array;
  readonly slope: Float32Array;
  /** How far from the plane each pixel's scatterer lies, mm. */
  readonly across: Float32Array;
  readonly place: Place;
  readonly owner: Uint8Array;
  readonly random: Random;
  readonly step: number;
  /** How bright a boundary is there, and how far it strays from its smooth course, mm. */
  readonly strength: (x: number, s: number, d: number) => number;
  readonly ripple: (x: number, s: number, d: number) => number;
};

/** Samples a structure on the coarse grid and interpolates: distances are smooth on the scale of two pixels. */
function sampleField(
  structure: Structure,
  coarse: Place,
  plane: Plane,
  work: Work,
  width: number,
  height: number,
): void {
  const { columns } = coarse;
  const dx = plane.ex * ELEVATION_STEP_MM;
  const ds = plane.es * ELEVATION_STEP_MM;
  const here = new Float32Array(coarse.x.length);
  const change = new Float32Array(coarse.x.length);
  for (let i = 0; i < here.length; i++) {
    const x = coarse.x[i];
    const s = coarse.s[i];
    const d = coarse.d[i];
    here[i] = structure.distance(x, s, d);
    // Far from the boundary the slice's thickness changes nothing.
    if (here[i] < 2.5 && here[i] > -2.5) {
      change[i] = (structure.distance(x + dx, s + ds, d) - here[i]) / ELEVATION_STEP_MM;
    }
  }
  for (let row = 0; row < height; row++) {
    const top = (row >> 1) * columns;
    const under = row & 1 ? top + columns : top;
    for (let col = 0; col < width; col++) {
      const a = top + (col >> 1);
      const b = under + (col >> 1) + (col & 1);
      const i = row * width + col;
      // Bilinear at half steps: the mean of the cell's corners that surround the pixel.
      const c = top + (col >> 1) + (col & 1);
      const e = under + (col >> 1);
      work.field[i] = 0.25 * (here[a] + here[b] + here[c] + here[e]);
      work.slope[i] = 0.25 * (change[a] + change[b] + change[c] + change[e]);
    }
  }
}

function paint(structure: Structure, index: number, work: Work, map: TissueMap): void {
  const { field, slope, across, place, owner, random, step } = work;
  const { width, height } = map;
  const { tissue, texture, wall, edgeMm } = structure;
  const peak = wall ? 10 ** (wall.peakDb / 20) : 0;
  const reach = wall ? wall.thicknessMm * 4 + 0.1 : 0;
  for (let i = 0; i < field.length; i++) {
    const distance = field[i];
    if (distance > 2.5) continue;
    const blurred = distance + across[i] * slope[i] + (edgeMm ? edgeMm * 0.5 * random.normal() : 0);
    if (blurred < 0) {
      map.echoDb[i] = tissue.echoDb + (texture ? texture(place.x[i], place.s[i], place.d[i], -distance) : 0);
      map.attenuation[i] = tissue.attenuationDbPerCmMHz;
    }
    if (distance < 0) owner[i] = index;
    if (distance < -0.25) {
      map.boundary[i] = 0;
      map.roughFace[i] = 0;
    }
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
    const specular = wall.roughness + (1 - wall.roughness) * facing ** 8;
    const x = place.x[i];
    const s = place.s[i];
    const d = place.d[i];
    const t = (distance / norm + work.ripple(x, s, d)) / wall.thicknessMm;
    const amplitude = peak * work.strength(x, s, d);
    const line = amplitude * specular * Math.exp(-t * t);
    if (line > map.boundary[i]) map.boundary[i] = line;
    // The layer of loose tissue along a boundary is wider than the boundary and echoes from every side.
    const layer = 0.34 * amplitude * (0.3 + 0.7 * facing * facing) * Math.exp(-0.22 * t * t);
    if (layer > map.roughFace[i]) map.roughFace[i] = layer;
    if (structure.curved && facing < 0.35) map.attenuation[i] += EDGE_LOSS * (1 - facing / 0.35);
  }
}

/** Boundaries are nowhere equally bright: 0.1 to 3 times their mean, over a millimetre and over a centimetre. */
function boundaryStrength(scene: Scene): Work['strength'] {
  const [a, b] = scene.anatomy.noise;
  return (x, s, d) =>
    10 ** (0.7 * a(x * 0.17 + 3, s * 0.17, d * 0.5) + 0.5 * b(x * 0.6, s * 0.6 + 3, d * 1.3) - 0.12);
}

/** No tissue is even: a few dB of patchiness over half a millimetre to three millimetres, longer across than down. */
function addPatchiness(scene: Scene, place: Place, map: TissueMap): void {
  const [, , a, b] = scene.anatomy.noise;
  for (let i = 0; i < map.echoDb.length; i++) {
    const x = place.x[i];
    const s = place.s[i];
    const d = place.d[i];
    map.echoDb[i] += 2.4 * a(x * 0.42, s * 0.4, d * 0.6) + 2.6 * b(x * 1.05, s * 1.0, d * 1.5);
  }
}

/** Microcalcifications are smaller than the beam: points whose echo falls off with their distance from the plane. */
function addGrains(scene: Scene, plane: Plane, scan: ScanSpec, map: TissueMap): void {
  const { width, height } = map;
  const step = scan.spacingMmPerPx;
  for (const nodule of scene.nodules) {
    for (const grain of nodule.grains) {
      const at = unwarp(scene.anatomy, grain);
      const px = at.x - plane.x0;
      const ps = at.s - plane.s0;
      const off = (px * plane.ex + ps * plane.es) / SLICE_HALF_MM;
      const seen = Math.exp(-0.5 * off * off);
      if (seen < 0.1) continue;
      const col = (px * plane.ux + ps * plane.us) / (step * step);
      const row = at.d / step - 0.5;
      const radius = grain.radius / step;
      for (let r = Math.max(0, Math.floor(row - radius)); r <= Math.min(height - 1, row + radius); r++) {
        for (let c = Math.max(0, Math.floor(col - radius)); c <= Math.min(width - 1, col + radius); c++) {
          if ((c - col) ** 2 + (r - row) ** 2 > radius * radius) continue;
          const i = r * width + c;
          map.boundary[i] = Math.max(map.boundary[i], grain.strength * seen);
          map.attenuation[i] += 0.25 * seen * TISSUES.calcification.attenuationDbPerCmMHz;
        }
      }
    }
  }
}
