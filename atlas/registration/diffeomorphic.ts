import { closeRim, compose, copyField, type Field, fieldIndex, refine, strain, zeroField } from './field.ts';
import { helmholtzSmoother } from './helmholtz.ts';
import { isGain, type Level } from './level.ts';
import { gradient, warp } from './warp.ts';

/** How the velocity is regularised and the flow followed. */
export type FlowOptions = {
  /** L = −α∇² + γ; α in px² of each level, γ without a unit. */
  readonly alpha: number;
  readonly gamma: number;
  /** The farthest any pixel moves in one step, px of the level; at most 0.5. */
  readonly stepPx: number;
  /** Share of the last velocity that is kept (Polyak's heavy ball); 0 to below 1. */
  readonly momentum: number;
  /** Most steps on each level, coarsest first. */
  readonly steps: readonly number[];
  /** The most any cell of a half-map may be stretched or pressed, as `strain` measures it; above 1. */
  readonly mostStrain: number;
};

/** From the midpoint to each image: the fixed image is read at `toFixed`, the moving one at `toMoving`. */
export type Halves = { readonly toFixed: Field; readonly toMoving: Field };

/** From this share of the most strain on, the force on a cell fades, so that one cell does not halt all others. */
const FADE_FROM = 0.3;
const SHORTEST_STEP_PX = 0.01;
/** A level is done when so many steps together lower the metric by less than this share of where it began. */
const SETTLED = { steps: 7, share: 0.002 } as const;

/**
 * Symmetric diffeomorphic registration (Avants et al., Med. Image Anal. 12, 2008, section 2.2 and algorithm 1, the
 * SyN of LLNM-Net eq. 12–13): both images flow toward their midpoint along velocities v and −v, where
 * v = K ∇(metric) with Beg's K = (L†L)⁻¹, and φ ← φ ∘ (id ± εv) each step (eq. 12 integrated by Euler steps). A
 * step that raises the metric or strains a cell too far is taken back and halved.
 *
 * The gradient is that of both half-maps together, so exchanging the images exchanges the two results.
 *
 * @returns the two half-maps on the finest level's grid; yields the metric after every step
 */
export function* registerFlow(levels: readonly Level[], options: FlowOptions): Generator<number, Halves> {
  let halves: Halves | null = null;
  for (const [i, level] of levels.entries()) {
    const size = level.fixed.size;
    halves = halves
      ? { toFixed: refine(halves.toFixed), toMoving: refine(halves.toMoving) }
      : { toFixed: zeroField(size), toMoving: zeroField(size) };
    const before: Halves = { toFixed: zeroField(size), toMoving: zeroField(size) };
    copyField(halves.toFixed, before.toFixed);
    copyField(halves.toMoving, before.toMoving);
    const { first, last } = yield* flow(level, halves, options, options.steps[i] ?? 0);
    if (!isGain(first, last, level.noise)) halves = before;
  }
  return halves!;
}

/** One level; moves `halves` in place and returns the metric's first and last value. */
function* flow(
  level: Level,
  { toFixed, toMoving }: Halves,
  options: FlowOptions,
  steps: number,
): Generator<number, { first: number; last: number }> {
  const { fixed, moving, affine, metric } = level;
  const { size } = fixed;
  const smoother = helmholtzSmoother(size, options.alpha, options.gamma);
  const [a, b, da, db] = planes(size);
  const [ax, ay, bx, by] = planes(size);
  const [vx, vy, heldX, heldY] = planes(size);
  const [step, tryFixed, tryMoving] = [zeroField(size), zeroField(size), zeroField(size)];
  const cellsFixed = new Float64Array((size + 2) ** 2);
  const cellsMoving = new Float64Array((size + 2) ** 2);

  const compare = (f: Field, m: Field): number => {
    warp(fixed, f, null, a);
    warp(moving, m, affine, b);
    return metric(a, b, da, db);
  };
  const strainOf = (f: Field, m: Field): number =>
    Math.max(strain(f, cellsFixed).most, strain(m, cellsMoving).most);

  /** Steepest descent of the metric in the norm of L, held together with what is kept of the last. */
  const renewVelocity = (): void => {
    gradient(a, size, ax, ay);
    gradient(b, size, bx, by);
    for (let y = 0, at = 0; y < size; y++)
      for (let x = 0, i = fieldIndex(size, 0, y); x < size; x++, i++, at++) {
        const ease = easeOf(cellsFixed, cellsMoving, i, size + 2, options.mostStrain);
        vx[at] = ease * (db[at]! * bx[at]! - da[at]! * ax[at]!);
        vy[at] = ease * (db[at]! * by[at]! - da[at]! * ay[at]!);
      }
    smoother.smooth(vx, vy);
    for (let i = 0; i < vx.length; i++) {
      heldX[i] = options.momentum * heldX[i]! + vx[i]!;
      heldY[i] = options.momentum * heldY[i]! + vy[i]!;
    }
  };

  let value = compare(toFixed, toMoving);
  strainOf(toFixed, toMoving);
  const first = value;
  const history = [value];
  let lengthPx = options.stepPx;
  let accepted = true;
  for (let n = 0; n < steps; n++) {
    if (accepted) renewVelocity();
    const fastest = longest(heldX, heldY);
    if (!(fastest > 0)) break;
    setStep(step, heldX, heldY, lengthPx / fastest);
    compose(toFixed, step, tryFixed);
    compose(toMoving, step, tryMoving, -1);
    const next = compare(tryFixed, tryMoving);
    // improvements within rounding are no reason to move
    accepted = value - next > 1e-9 * Math.abs(value) && strainOf(tryFixed, tryMoving) < options.mostStrain;
    if (accepted) {
      copyField(tryFixed, toFixed);
      copyField(tryMoving, toMoving);
      value = next;
      lengthPx = Math.min(options.stepPx, lengthPx * 1.2);
      history.push(value);
      const earlier = history.at(-1 - SETTLED.steps);
      if (earlier !== undefined && earlier - value < SETTLED.share * Math.abs(first)) break;
    } else {
      lengthPx /= 2;
      if (lengthPx < SHORTEST_STEP_PX) break;
      // the newest gradient alone surely points downhill
      heldX.set(vx);
      heldY.set(vy);
    }
    yield value;
  }
  return { first, last: value };
}

function planes(size: number): [Float64Array, Float64Array, Float64Array, Float64Array] {
  const plane = () => new Float64Array(size * size);
  return [plane(), plane(), plane(), plane()];
}

/** 1 where the cells around pixel `i` have room, fading to 0 at the most strain. */
function easeOf(f: Float64Array, m: Float64Array, i: number, stride: number, most: number): number {
  const up = i - stride;
  const worst = Math.max(f[i]!, f[i - 1]!, f[up]!, f[up - 1]!, m[i]!, m[i - 1]!, m[up]!, m[up - 1]!);
  return Math.max(0, Math.min(1, (most - worst) / (most * (1 - FADE_FROM))));
}

function longest(x: Float64Array, y: Float64Array): number {
  let most = 0;
  for (let i = 0; i < x.length; i++) most = Math.max(most, x[i]! * x[i]! + y[i]! * y[i]!);
  return Math.sqrt(most);
}

function setStep(step: Field, x: Float64Array, y: Float64Array, scale: number): void {
  const { size } = step;
  for (let row = 0, at = 0; row < size; row++)
    for (let column = 0, i = fieldIndex(size, 0, row); column < size; column++, i++, at++) {
      step.dx[i] = scale * x[at]!;
      step.dy[i] = scale * y[at]!;
    }
  closeRim(step);
}
