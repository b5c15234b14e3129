import type { ViewKind } from '../case/patientCase.ts';
import { type Scene, unwarp } from './scene.ts';
import type { ScanSpec } from './spec.ts';

/**
 * Where a view lies in the neck. Columns run along `u`, rows straight down from the skin.
 * Transverse: the patient's right is on the left of the picture; longitudinal: the head is on the left.
 */
export type Plane = {
  readonly kind: ViewKind;
  /** Centre of column 0 at the skin, mm. */
  readonly x0: number;
  readonly s0: number;
  /** Step of one column, mm. */
  readonly ux: number;
  readonly us: number;
  /** Unit vector across the plane (the slice's thickness). */
  readonly ex: number;
  readonly es: number;
};

/** The plane a sonographer would choose for the scene's first nodule, or for the left lobe where there is none. */
export function choosePlane(scene: Scene, kind: ViewKind, scan: ScanSpec): Plane {
  const { anatomy } = scene;
  const first = scene.nodules[0];
  const target = first
    ? unwarp(anatomy, first.centre)
    : unwarp(anatomy, { x: anatomy.lobe.offset, s: 0, d: anatomy.lobe.depth });
  const step = scan.spacingMmPerPx;
  const reach = (scan.width * step) / 2;
  if (kind === 'transverse') {
    // The probe stays near the lobe's middle so that trachea and carotid are both seen.
    const lobe = anatomy.lobe.offset * Math.sign(target.x) * (Math.abs(target.x) > 5 ? 0.92 : 0.15);
    const middle = lobe + Math.max(-4, Math.min(4, 0.4 * (target.x - lobe)));
    return { kind, x0: middle - reach + step / 2, s0: target.s, ux: step, us: 0, ex: 0, es: 1 };
  }
  // Along the lobe's long axis, which leans outwards towards the upper pole.
  const lean = Math.abs(target.x) > 5 ? 0.05 * Math.sign(target.x) : 0;
  const norm = Math.hypot(1, lean);
  const us = -step / norm;
  const ux = (-step * lean) / norm;
  const shift = Math.max(-5, Math.min(5, -0.35 * target.s));
  const middleS = target.s + shift;
  const middleX = target.x + shift * lean;
  const half = (scan.width - 1) / 2;
  return {
    kind,
    x0: middleX - half * ux,
    s0: middleS - half * us,
    ux,
    us,
    ex: 1 / norm,
    es: -lean / norm,
  };
}
