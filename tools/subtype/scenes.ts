import { type PhantomView, renderView } from '../../app/phantom/renderView.ts';
import { buildScene, type Scene } from '../../app/phantom/scene.ts';
import { SUBTYPE_LOOKS, type SubtypeLook, subtypePhantom } from '../../app/phantom/subtypeLooks.ts';

/** The necks to train on, to calibrate on and to measure on: no neck is in two of them. */
export const SUBTYPE_SETS = {
  train: 3_000_000,
  calibrate: 4_000_000,
  test: 5_000_000,
} as const;
export type SubtypeSet = keyof typeof SUBTYPE_SETS;

/** Seeds that one neck may use up until its nodule fits into its gland. */
const TRIES = 20;

export type SubtypeScene = {
  readonly id: string;
  readonly look: SubtypeLook;
  readonly scene: Scene;
};

/** The n-th neck of a set; the looks take turns, so that every first part of a set holds them equally often. */
export function subtypeScene(set: SubtypeSet, n: number): SubtypeScene {
  const look = SUBTYPE_LOOKS[n % SUBTYPE_LOOKS.length]!;
  for (let t = 0; t < TRIES; t++) {
    const seed = SUBTYPE_SETS[set] + n * TRIES + t;
    try {
      return { id: `${look}-${seed}`, look, scene: buildScene(subtypePhantom(look, seed)) };
    } catch (error) {
      // The drawn nodule has no place that far from the capsule in this gland.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new Error(`no neck for ${look} among ${TRIES} seeds of number ${n}`);
}

export function subtypeViews({ scene }: SubtypeScene): PhantomView[] {
  return [renderView(scene, 'transverse'), renderView(scene, 'longitudinal')];
}
