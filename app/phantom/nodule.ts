import type { Distance } from './gland.ts';
import { makeNoise } from './noise.ts';
import { makeRandom } from './random.ts';
import { ellipsoidDistance } from './shapes.ts';
import type { Margin, NoduleSpec } from './spec.ts';

export type Grain = {
  readonly x: number;
  readonly s: number;
  readonly d: number;
  readonly radius: number;
  readonly strength: number;
};

/** A nodule placed in space: its outline, its fluid, its calcifications. Coordinates as in `Anatomy`. */
export type Nodule = {
  readonly spec: NoduleSpec;
  readonly centre: { readonly x: number; readonly s: number; readonly d: number };
  readonly distance: Distance;
  /** The ellipsoid without its roughness. */
  readonly body: Distance;
  /** Distance to the fluid part; +∞ where there is none. */
  readonly fluid: Distance;
  /** Microcalcifications: radius in mm, echo amplitude (1 is white). */
  readonly grains: readonly Grain[];
  /** One coarse calcification, if any. */
  readonly lump: Grain | null;
  /** Further coarse calcifications. */
  readonly moreLumps: readonly Grain[];
};

const ROUGHNESS: Record<
  Margin,
  { readonly amplitude: number; readonly lobes: number; readonly spike: number }
> = {
  smooth: { amplitude: 0.05, lobes: 1.6, spike: 0 },
  illDefined: { amplitude: 0.1, lobes: 2.4, spike: 0 },
  lobulated: { amplitude: 0.2, lobes: 2.6, spike: 0 },
  spiculated: { amplitude: 0.12, lobes: 2.4, spike: 0.2 },
};

/** Puts a nodule at a centre. The outline is an ellipsoid roughened along directions from its centre. */
export function makeNodule(
  spec: NoduleSpec,
  centre: { x: number; s: number; d: number },
  seed: number,
): Nodule {
  const random = makeRandom(seed).fork('nodule');
  const rough = makeNoise(seed + 5);
  const { amplitude, lobes, spike } = ROUGHNESS[spec.margin];
  const a = spec.widthMm / 2;
  const b = spec.lengthMm / 2;
  const c = spec.heightMm / 2;
  const mean = Math.cbrt(a * b * c);
  const tilt = random.between(-0.2, 0.2);
  const cos = Math.cos(tilt);
  const sin = Math.sin(tilt);
  const body: Distance = (x, s, d) => {
    const px = x - centre.x;
    const pd = d - centre.d;
    return ellipsoidDistance(cos * px + sin * pd, s - centre.s, -sin * px + cos * pd, a, b, c);
  };
  const distance: Distance = (x, s, d) => {
    const px = x - centre.x;
    const ps = s - centre.s;
    const pd = d - centre.d;
    const qx = cos * px + sin * pd;
    const qd = -sin * px + cos * pd;
    const smooth = ellipsoidDistance(qx, ps, qd, a, b, c);
    const reach = Math.hypot(qx / a, ps / b, qd / c) + 1e-9;
    if (reach > 2.5) return smooth;
    const nx = qx / a / reach;
    const ns = ps / b / reach;
    const nd = qd / c / reach;
    const wave = rough(nx * lobes + 9, ns * lobes + 9, nd * lobes + 9);
    let swell = amplitude * wave;
    if (spike > 0) {
      const ridge = 1 - Math.abs(rough(nx * 4.2 + 3, ns * 4.2 + 3, nd * 4.2 + 3));
      swell += spike * (ridge ** 6 - 0.25);
    }
    return smooth - mean * swell * Math.min(1, reach * 1.5);
  };
  return {
    spec,
    centre,
    distance,
    body,
    fluid: fluidOf(spec, centre, seed, distance),
    grains: grainsOf(spec, centre, seed),
    lump: lumpOf(spec, centre),
    moreLumps: moreLumpsOf(spec, centre, seed),
  };
}

function fluidOf(
  spec: NoduleSpec,
  centre: { x: number; s: number; d: number },
  seed: number,
  outline: Distance,
): Distance {
  const share = spec.cysticShare ?? 0;
  const sponge = spec.spongiform ?? 0;
  const necrosis = spec.necrosis ?? 0;
  if (share <= 0 && sponge <= 0 && necrosis <= 0) return () => Number.POSITIVE_INFINITY;
  const random = makeRandom(seed).fork('fluid');
  const holes = makeNoise(seed + 77);
  const wall = share >= 0.95 ? 0.35 : 0.7;
  const shiftX = share >= 0.95 ? 0 : ((random.between(-0.4, 0.4) * spec.widthMm) / 2) * (1 - share);
  const shiftD = share >= 0.95 ? 0 : (-0.9 * spec.heightMm * (1 - share)) / 2;
  return (x, s, d) => {
    let nearest = Number.POSITIVE_INFINITY;
    if (share > 0) {
      const cyst = ellipsoidDistance(
        x - centre.x - shiftX,
        s - centre.s,
        d - centre.d - shiftD,
        (spec.widthMm / 2) * share ** 0.5 - 0.2,
        (spec.lengthMm / 2) * share ** 0.5 - 0.2,
        (spec.heightMm / 2) * share ** 0.5 - 0.2,
      );
      const ripple = share >= 0.95 ? 0 : 1.2 * holes(x * 0.32, s * 0.32, d * 0.32);
      nearest = Math.max(cyst + ripple, outline(x, s, d) + wall);
    }
    if (sponge > 0) {
      const cell = holes(x * 1.05, s * 1.05, d * 1.25);
      nearest = Math.min(nearest, Math.max((0.62 - sponge * 0.45 - cell) * 0.9, outline(x, s, d) + 0.8));
    }
    if (necrosis > 0) {
      const u = x / spec.widthMm;
      const v = s / spec.lengthMm;
      const w = d / spec.heightMm;
      const pool = holes(u * 3.1 + 4, v * 3.1, w * 3.4) + 0.4 * holes(u * 9, v * 9 + 2, w * 9);
      // Dead tissue lies in the middle: living tumour is left along the rim.
      const rim = 0.12 * Math.min(spec.widthMm, spec.heightMm);
      nearest = Math.min(nearest, Math.max((0.75 - necrosis - pool) * 4, outline(x, s, d) + rim));
    }
    return nearest;
  };
}

/** Grains lie in loose clusters, of unequal size and brightness. */
function grainsOf(spec: NoduleSpec, centre: { x: number; s: number; d: number }, seed: number): Grain[] {
  const random = makeRandom(seed).fork('grains');
  const count = spec.microcalcifications ?? 0;
  const clusters = Array.from({ length: Math.ceil(count / 9) }, () => [
    random.between(-0.32, 0.32),
    random.between(-0.32, 0.32),
    random.between(-0.32, 0.32),
  ]);
  const found: Grain[] = [];
  while (found.length < count) {
    const [u, v, w] = clusters[found.length % clusters.length].map((c) => c + 0.14 * random.normal());
    if (u * u + v * v + w * w > 0.17) continue;
    found.push({
      x: centre.x + u * spec.widthMm,
      s: centre.s + v * spec.lengthMm,
      d: centre.d + w * spec.heightMm,
      radius: random.between(0.08, 0.22),
      strength: 0.12 + 0.6 * random.uniform() ** 2,
    });
  }
  return found;
}

function lumpOf(spec: NoduleSpec, centre: { x: number; s: number; d: number }): Grain | null {
  const size = spec.macrocalcificationMm ?? 0;
  return size > 0 ? { ...centre, d: centre.d - 0.12 * spec.heightMm, radius: size / 2, strength: 1 } : null;
}

function moreLumpsOf(spec: NoduleSpec, centre: { x: number; s: number; d: number }, seed: number): Grain[] {
  const random = makeRandom(seed).fork('lumps');
  return (spec.moreMacrocalcificationsMm ?? []).map((size) => ({
    x: centre.x + random.between(-0.28, 0.28) * spec.widthMm,
    // Near the middle slice, where both views cut.
    s: centre.s + random.between(-0.1, 0.1) * spec.lengthMm,
    d: centre.d + random.between(-0.28, 0.28) * spec.heightMm,
    radius: size / 2,
    strength: 1,
  }));
}
