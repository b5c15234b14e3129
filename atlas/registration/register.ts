import type { Box } from '../../app/image/greyFrame.ts';
import { registerAffine } from './affine.ts';
import { type AffineMap, IDENTITY, invertAffine, mapByAffine } from './affineMap.ts';
import { type FlowOptions, registerFlow } from './diffeomorphic.ts';
import { compose, type Field, mapPoint, strain, zeroField } from './field.ts';
import { type GridPlacement, onGrid, placeOnGrid, type ScalarImage, sampleImage } from './image.ts';
import { invert, pointTakenTo } from './invert.ts';
import { type Level, pyramid } from './level.ts';
import type { MetricName } from './metric.ts';

export type RegistrationOptions = FlowOptions & {
  /** Side of the common square grid, px; a power of two, at least 16. */
  readonly gridSize: number;
  readonly metric: MetricName;
  /** Grid pixels per pixel of each level, coarsest first; powers of two, each half the one before, ending in 1. */
  readonly factors: readonly number[];
  /** The part of each frame that fills the grid; the whole frame where null. */
  readonly fixedRegion: Box | null;
  readonly movingRegion: Box | null;
};

export const DEFAULT_REGISTRATION: RegistrationOptions = {
  gridSize: 128,
  metric: 'mse',
  factors: [4, 2, 1],
  steps: [40, 30, 10],
  mostStrain: 8,
  alpha: 3,
  gamma: 1,
  stepPx: 0.5,
  momentum: 0.5,
  fixedRegion: null,
  movingRegion: null,
};

export type RegistrationProgress = { readonly stage: 'affine' | 'flow'; readonly metric: number };

/**
 * A registration of two images. Points are px of their own frame, pixel centres at whole numbers. Beyond the grid
 * the map goes on as the affine map alone.
 */
export type Registration = {
  readonly gridSize: number;
  /** Fixed to moving, grid corner coordinates; applied after `forward`. */
  readonly affine: AffineMap;
  /** φ₂ ∘ φ₁⁻¹ on the grid: a point of the fixed image to the affinely aligned moving image; and its inverse, sampled. */
  readonly forward: Field;
  readonly inverse: Field;
  readonly fixedPlacement: GridPlacement;
  readonly movingPlacement: GridPlacement;
  /** Mean square error on the grid (LLNM-Net eq. 14): as given, after the affine map, and after all. */
  readonly mse: { readonly before: number; readonly affine: number; readonly after: number };
  /** Smallest Jacobian determinant over both fields; above 0, or there would be a fold. */
  readonly smallestJacobian: number;
};

/**
 * Registers `moving` onto `fixed` (gland masks, location maps, grey pictures; any size): affine, then symmetric
 * diffeomorphic. A generator, so that whoever runs it can stop between two steps, each a few milliseconds.
 * The same input gives the same output. An image without contrast (an empty mask) gives no hold: the map is then the
 * identity, and the error afterwards that of before. What an image does not show should be 0, as outside its frame.
 *
 * @throws RangeError for an image, grid or pyramid that cannot be
 */
export function* registration(
  fixed: ScalarImage,
  moving: ScalarImage,
  options: Partial<RegistrationOptions> = {},
): Generator<RegistrationProgress, Registration> {
  const o = { ...DEFAULT_REGISTRATION, ...options };
  checkPyramid(o);
  for (const { width, height, data } of [fixed, moving])
    if (!(width > 0 && height > 0 && data.length === width * height))
      throw new RangeError(`image of ${width} × ${height} px with ${data.length} values`);
  const fixedPlacement = placeOnGrid(fixed, o.fixedRegion, o.gridSize);
  const movingPlacement = placeOnGrid(moving, o.movingRegion, o.gridSize);
  const f = onGrid(fixed, fixedPlacement, o.gridSize);
  const m = onGrid(moving, movingPlacement, o.gridSize);
  const hold = hasContrast(f) && hasContrast(m);
  const affine = hold
    ? yield* staged('affine', registerAffine(pyramid(f, m, o.factors, o.metric)))
    : IDENTITY;
  const maps = hold
    ? yield* staged('flow', withoutFolds(pyramid(f, m, o.factors, o.metric, affine), o))
    : unmoved(o.gridSize);
  return {
    gridSize: o.gridSize,
    affine,
    ...maps,
    fixedPlacement,
    movingPlacement,
    mse: {
      before: mseUnder(f, m, null, null),
      affine: mseUnder(f, m, affine, null),
      after: mseUnder(f, m, affine, maps.forward),
    },
  };
}

type Maps = Pick<Registration, 'forward' | 'inverse' | 'smallestJacobian'>;

/** Of the whole map; the halves are kept far above it. */
const LEAST_JACOBIAN = 0.01;

/**
 * The flow, and the whole maps from its halves. Neither half has a fold, and a map put together from them has none
 * between continuous maps; sampled on a grid again it could, where both are strained in one place. So it is looked
 * at, and done again with less strain allowed where that happened.
 */
function* withoutFolds(levels: readonly Level[], o: RegistrationOptions): Generator<number, Maps> {
  for (let mostStrain = o.mostStrain; mostStrain > 1.5; mostStrain /= 1.6) {
    const { toFixed, toMoving } = yield* registerFlow(levels, { ...o, mostStrain });
    const forward = zeroField(o.gridSize);
    compose(toMoving, invert(toFixed), forward);
    const inverse = invert(forward);
    const least = Math.min(strain(forward).smallestJacobian, strain(inverse).smallestJacobian);
    if (least > LEAST_JACOBIAN) return { forward, inverse, smallestJacobian: least };
  }
  return unmoved(o.gridSize);
}

function unmoved(size: number): Maps {
  return { forward: zeroField(size), inverse: zeroField(size), smallestJacobian: 1 };
}

function hasContrast({ data }: ScalarImage): boolean {
  return data.some((value) => value !== data[0]);
}

function checkPyramid({ gridSize, factors, steps, stepPx, momentum, mostStrain }: RegistrationOptions): void {
  if (gridSize < 16 || (gridSize & (gridSize - 1)) !== 0)
    throw new RangeError(`grid of ${gridSize} px: must be a power of two, at least 16`);
  const halving = factors.every((factor, i) => factor === 2 ** (factors.length - 1 - i));
  if (!halving || factors.length === 0 || gridSize / factors[0]! < 8 || steps.length !== factors.length)
    throw new RangeError(`levels ${factors.join('/')} with steps ${steps.join('/')} on ${gridSize} px`);
  if (!(stepPx > 0 && stepPx <= 0.5 && momentum >= 0 && momentum < 1 && mostStrain > 1))
    throw new RangeError(`step of ${stepPx} px, momentum ${momentum}, strain ${mostStrain}`);
}

function* staged<T>(
  stage: RegistrationProgress['stage'],
  steps: Generator<number, T>,
): Generator<RegistrationProgress, T> {
  for (;;) {
    const { value, done } = steps.next();
    if (done) return value;
    yield { stage, metric: value as number };
  }
}

function mseUnder(
  fixed: ScalarImage,
  moving: ScalarImage,
  affine: AffineMap | null,
  field: Field | null,
): number {
  let sum = 0;
  for (let y = 0, i = 0; y < fixed.height; y++)
    for (let x = 0; x < fixed.width; x++, i++) {
      let [px, py] = field ? mapPoint(field, x, y) : [x, y];
      if (affine) {
        const [cx, cy] = mapByAffine(affine, px + 0.5, py + 0.5);
        px = cx - 0.5;
        py = cy - 0.5;
      }
      sum += (fixed.data[i]! - sampleImage(moving, px, py)) ** 2;
    }
  return sum / fixed.data.length;
}

/** Where a point of the fixed frame lies in the moving frame, px. */
export function toMoving(r: Registration, x: number, y: number): [number, number] {
  const f = r.fixedPlacement;
  const m = r.movingPlacement;
  const [gx, gy] = mapPoint(
    r.forward,
    f.scale * (x + 0.5) + f.shiftX - 0.5,
    f.scale * (y + 0.5) + f.shiftY - 0.5,
  );
  const [ax, ay] = mapByAffine(r.affine, gx + 0.5, gy + 0.5);
  return [(ax - m.shiftX) / m.scale - 0.5, (ay - m.shiftY) / m.scale - 0.5];
}

/** Where a point of the moving frame lies in the fixed frame, px. */
export function toFixed(r: Registration, x: number, y: number): [number, number] {
  const f = r.fixedPlacement;
  const m = r.movingPlacement;
  const [ax, ay] = mapByAffine(
    invertAffine(r.affine),
    m.scale * (x + 0.5) + m.shiftX,
    m.scale * (y + 0.5) + m.shiftY,
  );
  const [gx, gy] = pointTakenTo(r.forward, ax - 0.5, ay - 0.5, mapPoint(r.inverse, ax - 0.5, ay - 0.5));
  return [(gx + 0.5 - f.shiftX) / f.scale - 0.5, (gy + 0.5 - f.shiftY) / f.scale - 0.5];
}

/** A map that lies in the moving frame (a nodule's mask, a location map), pulled into the fixed frame. */
export function warpToFixed(
  r: Registration,
  moving: ScalarImage,
  frame: { readonly width: number; readonly height: number },
): ScalarImage {
  const data = new Float32Array(frame.width * frame.height);
  for (let y = 0, i = 0; y < frame.height; y++)
    for (let x = 0; x < frame.width; x++, i++) data[i] = sampleImage(moving, ...toMoving(r, x, y));
  return { width: frame.width, height: frame.height, data };
}
