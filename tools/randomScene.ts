import { seededRandom } from '../app/morphology/random.ts';
import { buildScene } from '../app/phantom/scene.ts';
import type { NoduleSpec, PhantomSpec } from '../app/phantom/spec.ts';

/** A seeded scene over the whole range of nodules; null where the drawn nodule does not fit into the gland at the drawn distance. */
export function randomScene(seed: number) {
  try {
    return buildScene(randomPhantom(seed));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function randomPhantom(seed: number): PhantomSpec {
  const random = seededRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const between = (low: number, high: number): number => low + random() * (high - low);
  const widthMm = between(4, 20);
  const nodule: NoduleSpec = {
    side: pick(['left', 'left', 'left', 'right', 'right', 'right', 'isthmus'] as const),
    pole: pick(['upper', 'middle', 'lower'] as const),
    towards: pick(['anterior', 'posterior', 'lateral', 'medial'] as const),
    distanceToCapsuleMm: between(-0.5, 5),
    widthMm,
    heightMm: widthMm * between(0.7, 1.3),
    lengthMm: widthMm * between(0.8, 1.4),
    margin: pick(['smooth', 'illDefined', 'lobulated', 'spiculated'] as const),
    echogenicity: pick([
      'anechoic',
      'markedlyHypoechoic',
      'hypoechoic',
      'hypoechoic',
      'isoechoic',
      'hyperechoic',
    ] as const),
    cysticShare: random() < 0.25 ? between(0.3, 0.9) : 0,
    microcalcifications: random() < 0.35 ? Math.round(between(5, 80)) : 0,
    macrocalcificationMm: random() < 0.1 ? between(1.5, 4) : 0,
    halo: random() < 0.3,
    heterogeneity: random(),
  };
  return {
    seed,
    nodules: [nodule],
    parenchyma: random() < 0.2 ? 'hashimoto' : 'normal',
    glandScale: between(0.85, 1.2),
  };
}
