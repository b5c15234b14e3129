import type { Pole, Side, ViewKind } from '../case/patientCase.ts';
import type { Mask } from '../segmentation/mask.ts';
import { lobeCentre } from './gland.ts';
import { choosePlane } from './plane.ts';
import { makeRandom } from './random.ts';
import { buildScene, type Scene, unwarp } from './scene.ts';
import { DEFAULT_SCAN, type PhantomSpec, type ScanSpec } from './spec.ts';
import { truthOf } from './truth.ts';

/** What is known of a phantom's nodule in space: shares of its own gland, and its distance to the capsule. */
export type TruePlace = {
  readonly side: Side;
  readonly pole: Pole;
  /** From the patient's right to left end of the side at the nodule's height; from the lower to the upper end. */
  readonly across: number;
  readonly height: number;
  /** From the anterior to the posterior capsule. */
  readonly depth: number;
};

export type MaskView = {
  readonly kind: ViewKind;
  readonly gland: Mask;
  readonly nodule: Mask;
  readonly spacingMmPerPx: number;
  readonly distanceMm: number;
};

export type MaskCase = { readonly place: TruePlace; readonly views: readonly MaskView[] };

/** Coarser than a picture, for only the outlines count: a case takes some tens of milliseconds. */
const SCAN: ScanSpec = { ...DEFAULT_SCAN, spacingMmPerPx: 0.2, width: 210, height: 158 };

/**
 * A phantom's two views as masks, with the truth, without rendering a picture: for what works on outlines. A random
 * nodule by seed; null where the drawn place does not exist (buildScene's RangeError) or a view misses the nodule.
 */
export function maskCase(seed: number): MaskCase | null {
  const random = makeRandom(seed).fork('mask case');
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random.between(0, items.length - 1e-9))]!;
  const side = pick(['left', 'left', 'right', 'right', 'right', 'isthmus', 'left'] as const);
  const width = random.between(4, 11);
  const spec: PhantomSpec = {
    seed,
    glandScale: random.between(0.9, 1.15),
    nodules: [
      {
        side,
        pole: pick(['upper', 'middle', 'lower']),
        towards: side === 'isthmus' ? 'anterior' : pick(['anterior', 'posterior', 'lateral', 'medial']),
        distanceToCapsuleMm: side === 'isthmus' ? 0.2 : random.between(0, 3),
        widthMm: width,
        heightMm: width * random.between(0.7, 1.3),
        lengthMm: width * random.between(0.8, 1.4),
        margin: 'smooth',
        echogenicity: 'hypoechoic',
      },
    ],
    scan: SCAN,
  };
  let scene: Scene;
  try {
    scene = buildScene(spec);
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
  const views: MaskView[] = [];
  for (const kind of ['transverse', 'longitudinal'] as const) {
    const truth = truthOf(scene, choosePlane(scene, kind, SCAN), SCAN);
    const nodule = truth.nodules[0]!;
    const distanceMm = truth.distanceToCapsuleMm[0]!;
    if (distanceMm === null || !nodule.data.some((v) => v)) return null;
    views.push({ kind, gland: truth.gland, nodule, spacingMmPerPx: SCAN.spacingMmPerPx, distanceMm });
  }
  return { place: truePlace(scene), views };
}

const SCAN_STEP_MM = 0.25;

function truePlace(scene: Scene): TruePlace {
  const { anatomy } = scene;
  const { side, pole } = scene.spec.nodules[0]!;
  const centre = scene.nodules[0]!.centre;
  const inGland = (x: number, d: number): boolean => scene.gland(x, centre.s, d) < 0;
  const anyDepth = (x: number): boolean => {
    for (let d = 0; d < 60; d += 1) if (inGland(x, d)) return true;
    return false;
  };
  const sign = side === 'right' ? -1 : 1;
  const medial = anatomy.trachea.radius;
  const isthmusEdge = medial * 0.85;
  const [from, to] =
    side === 'isthmus'
      ? [-isthmusEdge, isthmusEdge]
      : sorted(sign * medial, sign * lateralEnd(anyDepth, sign, lobeCentre(anatomy, sign, centre.s).x));
  const column = depthsAt(inGland, centre.x, centre.d);
  const [low, high] =
    side === 'isthmus'
      ? [anatomy.isthmus.s - anatomy.isthmus.semiS, anatomy.isthmus.s + anatomy.isthmus.semiS]
      : [-anatomy.lobe.semiS, anatomy.lobe.semiS];
  return {
    side,
    pole,
    across: share(centre.x, from, to),
    height: share(unwarp(anatomy, centre).s, low, high),
    depth: share(centre.d, column[0], column[1]),
  };
}

function lateralEnd(anyDepth: (x: number) => boolean, sign: number, start: number): number {
  let x = Math.abs(start);
  while (anyDepth(sign * (x + SCAN_STEP_MM)) && x < 60) x += SCAN_STEP_MM;
  return x;
}

function depthsAt(inside: (x: number, d: number) => boolean, x: number, d: number): [number, number] {
  let front = d;
  let back = d;
  while (inside(x, front - SCAN_STEP_MM) && front > 0) front -= SCAN_STEP_MM;
  while (inside(x, back + SCAN_STEP_MM) && back < 80) back += SCAN_STEP_MM;
  return [front, back];
}

function sorted(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a];
}

function share(at: number, from: number, to: number): number {
  return Math.max(0, Math.min(1, (at - from) / Math.max(1e-6, to - from)));
}
