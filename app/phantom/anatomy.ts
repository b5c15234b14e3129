import { makeNoise, type Noise } from './noise.ts';
import { makeRandom } from './random.ts';
import type { PhantomSpec } from './spec.ts';

/**
 * One person's neck. Coordinates in mm: `x` to the patient's left from the midline, `s` towards the head from the
 * middle of the lobes, `d` deep from the skin. Sizes: adult lobes 40–60 × 13–18 × 13–20 mm, isthmus 3–5 mm
 * (Chaudhary & Bano, Indian J. Endocrinol. Metab. 17:219, 2013); trachea 15–25 mm across; common carotid 6–7 mm.
 */
export type Anatomy = {
  readonly seed: number;
  /** Depth of dermis' deep face and of the fascia over the strap muscles. */
  readonly skinMm: number;
  readonly fasciaMm: number;
  /** Depth of the isthmus' front. */
  readonly glandFrontMm: number;
  readonly trachea: { readonly radius: number; readonly depth: number; readonly ringPitch: number };
  readonly lobe: {
    readonly offset: number;
    readonly depth: number;
    readonly semiX: number;
    readonly semiD: number;
    readonly semiS: number;
  };
  readonly isthmus: { readonly thickness: number; readonly s: number; readonly semiS: number };
  readonly carotid: { readonly x: number; readonly d: number; readonly radius: number };
  readonly jugular: {
    readonly x: number;
    readonly d: number;
    readonly semiX: number;
    readonly semiD: number;
  };
  readonly muscle: { readonly scmTilt: number; readonly scmDepth: number; readonly strapThickness: number };
  /** Slow displacement of everything, so that no outline is a textbook ellipse. */
  readonly warp: (x: number, s: number, d: number) => readonly [number, number, number];
  readonly noise: readonly [Noise, Noise, Noise, Noise];
};

/** Draws a neck for the seed. */
export function makeAnatomy(spec: PhantomSpec): Anatomy {
  const random = makeRandom(spec.seed).fork('anatomy');
  const scale = (spec.glandScale ?? 1) * random.between(0.95, 1.05);
  const skinMm = random.between(1.3, 1.7);
  const fasciaMm = skinMm + (spec.subcutaneousFatMm ?? random.between(1.8, 3.2));
  const strapThickness = random.between(3, 4.2);
  const glandFrontMm = fasciaMm + strapThickness;
  const isthmusThickness = 3.2 * scale;
  const radius = random.between(8.2, 9.2);
  const tracheaDepth = glandFrontMm + isthmusThickness + radius + 0.6;
  const semiX = 8.6 * scale;
  const offset = radius * 0.75 + semiX * 0.86;
  const carotidRadius = random.between(2.9, 3.5);
  const carotidX = offset + semiX + carotidRadius * 0.75 + random.between(-0.5, 0.8);
  const carotidD = glandFrontMm + 9.5 * scale + random.between(-1, 1.5);
  const warpNoise = [0, 1, 2].map((i) => makeNoise(spec.seed * 31 + 101 + i)) as [Noise, Noise, Noise];
  return {
    seed: spec.seed,
    skinMm,
    fasciaMm,
    glandFrontMm,
    trachea: { radius, depth: tracheaDepth, ringPitch: random.between(3.8, 4.6) },
    lobe: {
      offset,
      depth: glandFrontMm + 8.2 * scale,
      semiX,
      semiD: 8.8 * scale,
      semiS: 24 * scale,
    },
    isthmus: { thickness: isthmusThickness, s: -5, semiS: 8 * scale },
    carotid: { x: carotidX, d: carotidD, radius: carotidRadius },
    jugular: {
      x: carotidX + random.between(4.5, 6),
      d: carotidD - random.between(3.2, 4.5),
      semiX: random.between(4.2, 5.8),
      semiD: random.between(1.4, 3),
    },
    muscle: {
      scmTilt: random.between(0.12, 0.3),
      scmDepth: fasciaMm + random.between(4.2, 4.8),
      strapThickness,
    },
    warp: (x, s, d) => {
      const u = x / 9;
      const v = s / 14;
      const w = d / 8;
      return [
        0.9 * warpNoise[0](u, v, w),
        0.9 * warpNoise[1](u, v, w),
        // Layers under the skin lie flatter than what is deep.
        (0.7 * warpNoise[2](u, v, w) + 0.22 * warpNoise[2](u * 2.7, v * 2.7, w * 2.7)) * Math.min(1, d / 12),
      ];
    },
    noise: [0, 1, 2, 3].map((i) => makeNoise(spec.seed * 17 + 7 + i)) as [Noise, Noise, Noise, Noise],
  };
}
