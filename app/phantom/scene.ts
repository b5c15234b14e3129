import { type Anatomy, makeAnatomy } from './anatomy.ts';
import { type Field, gapMm } from './contour.ts';
import { type Distance, glandDistance, lobeCentre } from './gland.ts';
import { makeNodule, type Nodule } from './nodule.ts';
import { smoothUnion } from './shapes.ts';
import type { NoduleSpec, PhantomSpec, Towards } from './spec.ts';

/** A neck with its gland and nodules: one body that any view can cut. */
export type Scene = {
  readonly spec: PhantomSpec;
  readonly anatomy: Anatomy;
  /** The gland with every nodule's bulge; warped coordinates. */
  readonly gland: Distance;
  /** The same without the nodules' roughness: what muscles drape over. */
  readonly glandEnvelope: Distance;
  readonly nodules: readonly Nodule[];
};

/** Height of each pole's nodule above the middle of the lobes, as a share of the lobe's half length. */
const POLE_HEIGHT = { upper: 0.5, middle: 0, lower: -0.52 } as const;
const DIRECTIONS: Record<Towards, readonly [number, number]> = {
  anterior: [0.25, -1],
  posterior: [0.1, 1],
  lateral: [1, -0.15],
  medial: [-1, 0.1],
};

/**
 * Builds the scene for a spec. Each nodule is moved along `towards` until its surface is
 * `distanceToCapsuleMm` from the capsule in its transverse plane.
 * Throws RangeError when the gland has no place that far from its capsule.
 */
export function buildScene(spec: PhantomSpec): Scene {
  const anatomy = makeAnatomy(spec);
  let gland = glandDistance(anatomy);
  let glandEnvelope = gland;
  const nodules: Nodule[] = [];
  spec.nodules.forEach((wanted, i) => {
    const nodule = placeNodule(anatomy, gland, wanted, spec.seed * 7 + 1000 * (i + 1), spec.placementStepMm);
    nodules.push(nodule);
    gland = bulged(gland, nodule);
    if (!wanted.infiltrates) glandEnvelope = enveloped(glandEnvelope, nodule);
  });
  return { spec, anatomy, gland, glandEnvelope, nodules };
}

/** The point in space whose warped coordinates are `centre`. */
export function unwarp(
  anatomy: Anatomy,
  centre: { x: number; s: number; d: number },
): { x: number; s: number; d: number } {
  let { x, s, d } = centre;
  for (let i = 0; i < 12; i++) {
    const [wx, ws, wd] = anatomy.warp(x, s, d);
    x = centre.x - wx;
    s = centre.s - ws;
    d = centre.d - wd;
  }
  return { x, s, d };
}

/** Farther than this from a nodule the capsule is not pushed out by it, mm. */
const PUSHED_MM = 3;

/** The capsule is pushed out where a nodule would come nearer to it than asked. */
function bulged(gland: Distance, nodule: Nodule): Distance {
  const margin = Math.min(PUSHED_MM, nodule.spec.distanceToCapsuleMm);
  return (x, s, d) => smoothUnion(gland(x, s, d), nodule.distance(x, s, d) - margin, 1.5);
}

function enveloped(gland: Distance, nodule: Nodule): Distance {
  const margin = Math.max(0.3, Math.min(PUSHED_MM, nodule.spec.distanceToCapsuleMm));
  return (x, s, d) => smoothUnion(gland(x, s, d), nodule.body(x, s, d) - margin, 4);
}

function placeNodule(
  anatomy: Anatomy,
  gland: Distance,
  spec: NoduleSpec,
  seed: number,
  stepMm = 0.25,
): Nodule {
  const sign = spec.side === 'right' ? -1 : 1;
  const s = POLE_HEIGHT[spec.pole] * anatomy.lobe.semiS;
  const start =
    spec.side === 'isthmus'
      ? {
          x: 0,
          // A nodule thicker than the isthmus rests on the windpipe and bulges forwards.
          d:
            anatomy.glandFrontMm +
            anatomy.isthmus.thickness -
            Math.max(anatomy.isthmus.thickness, spec.heightMm) / 2,
          s: anatomy.isthmus.s + 0.4 * s,
        }
      : { ...lobeCentre(anatomy, sign, s), s };
  const [along, deep] = DIRECTIONS[spec.towards];
  const length = Math.hypot(along, deep);
  const at = (t: number) =>
    makeNodule(
      spec,
      { x: start.x + (sign * along * t) / length, s: start.s, d: start.d + (deep * t) / length },
      seed,
    );
  // Start where there is most room, then halve the interval outwards until the gap is met. The fillet between
  // gland and bulge adds up to a quarter of a millimetre, hence the aim slightly above.
  const aim = spec.distanceToCapsuleMm + 0.15;
  let near = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let t = spec.side === 'isthmus' ? 0 : -6; t <= 3; t += 1.5) {
    const gap = planarGap(anatomy, gland, at(t), stepMm);
    if (gap > most) {
      most = gap;
      near = t;
    }
  }
  let far = near + 16;
  for (let i = 0; i < 12; i++) {
    const middle = (near + far) / 2;
    if (planarGap(anatomy, gland, at(middle), stepMm) > aim) near = middle;
    else far = middle;
  }
  const placed = at((near + far) / 2);
  const gap = planarGap(anatomy, gland, placed, stepMm);
  if (Math.abs(gap - spec.distanceToCapsuleMm) > 0.45) {
    throw new RangeError(
      `no place ${spec.distanceToCapsuleMm} mm from the capsule (${spec.side}, ${spec.pole}, ${spec.towards}): nearest ${gap.toFixed(2)} mm`,
    );
  }
  return placed;
}

/** Gap between nodule and capsule in the transverse plane through the nodule's centre, mm. */
function planarGap(anatomy: Anatomy, gland: Distance, nodule: Nodule, stepMm: number): number {
  const outer = bulged(gland, nodule);
  const centre = unwarp(anatomy, nodule.centre);
  const reach = Math.max(nodule.spec.widthMm, nodule.spec.heightMm) / 2 + 5;
  const size = Math.ceil((2 * reach) / stepMm);
  const inner: Field = { width: size, height: size, stepMm, values: new Float32Array(size * size) };
  const capsule: Field = { width: size, height: size, stepMm, values: new Float32Array(size * size) };
  for (let row = 0; row < size; row++) {
    for (let col = 0; col < size; col++) {
      const x = centre.x - reach + col * stepMm;
      const d = centre.d - reach + row * stepMm;
      const [wx, ws, wd] = anatomy.warp(x, centre.s, d);
      const i = row * size + col;
      inner.values[i] = nodule.distance(x + wx, centre.s + ws, d + wd);
      capsule.values[i] = outer(x + wx, centre.s + ws, d + wd);
    }
  }
  return gapMm(inner, capsule) ?? -reach;
}
