import { makeRandom, type Random } from './random.ts';
import type { Echogenicity, Margin, NoduleSpec, PhantomSpec } from './spec.ts';

/**
 * What the subtype head (CSASN, ../shared/papers/000) learns from: no public pictures of the three rare carcinomas
 * exist, so nodules are drawn after published descriptions. The looks overlap on purpose, as real ones do: a
 * follicular carcinoma may look like an adenoma, a small medullary one like a papillary one.
 *
 * - `ftc`, follicular: larger, oval, solid, iso- to hypoechoic, smooth with a thick halo, few calcifications; bulges
 *   the capsule (Jeh et al., Korean J. Radiol. 8:192, 2007; Seo et al., J. Clin. Ultrasound 37:493, 2009; protrusion
 *   odds ratio 10, Borowczyk et al., Cancers 13:938, 2021).
 * - `mtc`, medullary: solid, hypoechoic, no halo, coarse central or fine calcifications; ovoid and smooth when
 *   large, spiculated and taller than wide when small (Saller et al., Exp. Clin. Endocrinol. Diabetes 110:403, 2002;
 *   Zhou et al., J. Ultrasound Med. 34:1003, 2015; Liu et al., Oncotarget 8:27520, 2017).
 * - `atc`, anaplastic: large, irregular, markedly hypoechoic, necrotic parts, calcifications, beyond the capsule
 *   (Suh et al., Yonsei Med. J. 54:1400, 2013: 88% irregular, 65% wholly solid; Takashima et al., AJR 154:1079, 1990).
 * - `other`: papillary looks (TI-RADS' suspicious features), hyperplastic and colloid nodules, adenomas, cysts.
 *
 * The shares below are choices within those descriptions, not counts of patients.
 */
export const SUBTYPE_LOOKS = ['other', 'ftc', 'mtc', 'atc'] as const;
export type SubtypeLook = (typeof SUBTYPE_LOOKS)[number];

type Shares<T extends string> = Partial<Record<T, number>>;

/**
 * A neck with one nodule of the given look; the same seed gives the same spec. The scan covers the nodule and
 * little else, at a scale on which the nodule is 60 to 95 pixels long; large ones are scanned at a lower frequency.
 */
export function subtypePhantom(look: SubtypeLook, seed: number): PhantomSpec {
  const random = makeRandom(seed).fork('subtype look');
  const nodule = NODULES[look](random);
  const longest = Math.max(nodule.widthMm, nodule.heightMm, nodule.lengthMm);
  const spacingMmPerPx = Math.max(0.07, longest / random.between(60, 95));
  const glandScale = Math.min(1.8, Math.max(random.between(0.85, 1.15), nodule.widthMm / 19));
  return {
    seed,
    nodules: [nodule],
    parenchyma: random.uniform() < 0.15 ? 'hashimoto' : 'normal',
    glandScale,
    placementStepMm: Math.max(0.25, longest / 50),
    scan: {
      spacingMmPerPx,
      width: Math.round((1.9 * longest + 12) / spacingMmPerPx),
      height: Math.round((17 * glandScale + 0.75 * nodule.heightMm + 7) / spacingMmPerPx),
      // Or the coarse pixels would cut the grain into noise, which a network could take for a sign of size.
      centreFrequencyMHz: spacingMmPerPx > 0.2 ? random.between(3.5, 6) : random.between(6, 12),
      dynamicRangeDb: random.between(54, 68),
      gainDb: random.between(-4, 4),
      looks: 1 + Math.floor(random.uniform() * 3),
      depthSlopeDbPerCm: random.between(-4, 0),
    },
  };
}

const NODULES: Readonly<Record<SubtypeLook, (random: Random) => NoduleSpec>> = {
  other(random) {
    const kind = pick(random, { papillary: 0.4, adenoma: 0.22, colloid: 0.25, plain: 0.13 });
    return OTHERS[kind](random);
  },
  ftc(random) {
    const widthMm = random.between(12, 38);
    const halo = random.uniform() < 0.8;
    return {
      ...place(random, random.between(-1.8, 1)),
      ...sizes(random, widthMm, [0.62, 0.95], [1, 1.4]),
      margin: pick<Margin>(random, { smooth: 0.7, lobulated: 0.2, illDefined: 0.1 }),
      echogenicity: pick<Echogenicity>(random, { isoechoic: 0.45, hypoechoic: 0.45, hyperechoic: 0.1 }),
      halo,
      haloMm: halo ? random.between(0.6, 1.6) : 0,
      cysticShare: chance(random, 0.12, 0.15, 0.35),
      microcalcifications: Math.round(chance(random, 0.08, 5, 25)),
      macrocalcificationMm: chance(random, 0.08, 1.5, 3),
      heterogeneity: random.between(0.2, 0.7),
    };
  },
  mtc(random) {
    const widthMm = random.between(6, 30);
    const small = widthMm < 11;
    const coarse = random.uniform() < 0.6;
    return {
      ...place(random, random.between(-0.5, 3)),
      ...sizes(random, widthMm, small ? [0.85, 1.35] : [0.68, 1.05], [0.9, 1.35]),
      margin: pick<Margin>(
        random,
        small
          ? { spiculated: 0.45, illDefined: 0.2, lobulated: 0.15, smooth: 0.2 }
          : { smooth: 0.55, lobulated: 0.25, illDefined: 0.12, spiculated: 0.08 },
      ),
      echogenicity: pick<Echogenicity>(random, {
        hypoechoic: 0.68,
        markedlyHypoechoic: 0.26,
        isoechoic: 0.06,
      }),
      halo: random.uniform() < 0.05,
      cysticShare: chance(random, 0.06, 0.15, 0.35),
      microcalcifications: Math.round(chance(random, 0.35, 8, 50)),
      ...(coarse ? coarseCalcifications(random, widthMm, 3) : {}),
      heterogeneity: random.between(0.1, 0.5),
    };
  },
  atc(random) {
    const widthMm = random.between(26, 46);
    const infiltrates = random.uniform() < 0.8;
    return {
      ...place(random, infiltrates ? random.between(-4.5, -1) : random.between(-1, 1)),
      ...sizes(random, widthMm, [0.66, 0.98], [0.95, 1.35]),
      margin: pick<Margin>(random, { spiculated: 0.42, lobulated: 0.34, illDefined: 0.24 }),
      echogenicity: pick<Echogenicity>(random, { markedlyHypoechoic: 0.7, hypoechoic: 0.3 }),
      infiltrates,
      necrosis: chance(random, 0.5, 0.3, 0.8),
      microcalcifications: Math.round(chance(random, 0.35, 10, 60)),
      ...(random.uniform() < 0.5 ? coarseCalcifications(random, widthMm, 4) : {}),
      heterogeneity: random.between(0.5, 1),
    };
  },
};

const OTHERS: Readonly<
  Record<'papillary' | 'adenoma' | 'colloid' | 'plain', (random: Random) => NoduleSpec>
> = {
  papillary(random) {
    const widthMm = random.between(4, 24);
    return {
      ...place(random, random.between(-1.5, 3.5)),
      ...sizes(random, widthMm, [0.8, 1.4], [0.85, 1.3]),
      margin: pick<Margin>(random, { spiculated: 0.38, illDefined: 0.25, lobulated: 0.17, smooth: 0.2 }),
      echogenicity: pick<Echogenicity>(random, {
        hypoechoic: 0.6,
        markedlyHypoechoic: 0.3,
        isoechoic: 0.1,
      }),
      halo: random.uniform() < 0.06,
      cysticShare: chance(random, 0.06, 0.2, 0.6),
      microcalcifications: Math.round(chance(random, 0.5, 8, 70)),
      macrocalcificationMm: chance(random, 0.1, 1.2, 3),
      heterogeneity: random.between(0.15, 0.7),
    };
  },
  adenoma(random) {
    return {
      ...place(random, random.between(-0.8, 3)),
      ...sizes(random, random.between(8, 32), [0.62, 1], [1, 1.4]),
      margin: pick<Margin>(random, { smooth: 0.85, illDefined: 0.15 }),
      echogenicity: pick<Echogenicity>(random, { isoechoic: 0.5, hyperechoic: 0.2, hypoechoic: 0.3 }),
      halo: random.uniform() < 0.6,
      cysticShare: chance(random, 0.35, 0.2, 0.55),
      macrocalcificationMm: chance(random, 0.06, 1.5, 3),
      heterogeneity: random.between(0.1, 0.5),
    };
  },
  colloid(random) {
    const cyst = random.uniform() < 0.2;
    return {
      ...place(random, random.between(-0.8, 4)),
      ...sizes(random, random.between(5, 32), [0.55, 1], [0.95, 1.4]),
      margin: pick<Margin>(random, { smooth: 0.75, illDefined: 0.25 }),
      echogenicity: cyst ? 'anechoic' : pick<Echogenicity>(random, { isoechoic: 0.7, hyperechoic: 0.3 }),
      cysticShare: cyst ? 1 : chance(random, 0.5, 0.3, 0.9),
      spongiform: cyst ? 0 : chance(random, 0.45, 0.4, 1),
      macrocalcificationMm: chance(random, 0.06, 1.5, 3),
      heterogeneity: random.between(0.1, 0.8),
    };
  },
  plain(random) {
    return {
      ...place(random, random.between(0, 4)),
      ...sizes(random, random.between(5, 20), [0.65, 1.1], [0.9, 1.4]),
      margin: pick<Margin>(random, { smooth: 0.6, illDefined: 0.4 }),
      echogenicity: 'hypoechoic',
      microcalcifications: Math.round(chance(random, 0.06, 4, 15)),
      macrocalcificationMm: chance(random, 0.12, 1.2, 3),
      heterogeneity: random.between(0.1, 0.6),
    };
  },
};

/** One of the keys, with its share of the sum. */
function pick<T extends string>(random: Random, shares: Shares<T>): T {
  const entries = Object.entries(shares) as [T, number][];
  let at = random.uniform() * entries.reduce((sum, [, share]) => sum + share, 0);
  for (const [key, share] of entries) {
    at -= share;
    if (at < 0) return key;
  }
  return entries.at(-1)![0];
}

/** A value between `low` and `high` with this probability, else 0. */
function chance(random: Random, probability: number, low: number, high: number): number {
  const value = random.between(low, high);
  return random.uniform() < probability ? value : 0;
}

function place(
  random: Random,
  distanceToCapsuleMm: number,
): Pick<NoduleSpec, 'side' | 'pole' | 'towards' | 'distanceToCapsuleMm'> {
  return {
    side: random.uniform() < 0.5 ? 'left' : 'right',
    pole: pick(random, { upper: 0.25, middle: 0.5, lower: 0.25 }),
    towards: pick(random, { anterior: 0.4, lateral: 0.25, posterior: 0.25, medial: 0.1 }),
    distanceToCapsuleMm,
  };
}

function sizes(
  random: Random,
  widthMm: number,
  height: readonly [number, number],
  length: readonly [number, number],
): Pick<NoduleSpec, 'widthMm' | 'heightMm' | 'lengthMm'> {
  return {
    widthMm,
    heightMm: widthMm * random.between(...height),
    lengthMm: widthMm * random.between(...length),
  };
}

function coarseCalcifications(
  random: Random,
  widthMm: number,
  most: number,
): Pick<NoduleSpec, 'macrocalcificationMm' | 'moreMacrocalcificationsMm'> {
  const size = () => Math.min(0.3 * widthMm, random.between(1.2, 4.5));
  return {
    macrocalcificationMm: size(),
    moreMacrocalcificationsMm: Array.from({ length: Math.floor(random.uniform() * most) }, size),
  };
}
