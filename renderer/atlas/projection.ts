import type { Point3 } from '../../atlas/template/template.ts';
import { axesOf, type Eye } from './orbit.ts';

/** Vertical angle of view, degrees. */
export const FIELD_OF_VIEW = 24;

/** What stands before the eye: the shown gland's middle, mm, and the panel in CSS pixels. */
export type Stand = {
  readonly eye: Eye;
  readonly middle: Point3;
  readonly width: number;
  readonly height: number;
};

/** From the middle to the eye, mm: a narrow panel steps back so that the gland's width still fits. */
export function eyeDistance(eye: Eye, aspect: number): number {
  return eye.distance * Math.max(1, 1.22 / aspect);
}

/** Share of the panel's height by which the gland stands above its middle: a low panel's legend lies below it. */
export function liftOf(height: number): number {
  return height < 420 ? 0.07 : 0;
}

/** Where a point (mm, of the shown gland) falls on the panel, CSS pixels, y down; `near` grows toward the viewer. */
export function onPanel(point: Point3, stand: Stand): { x: number; y: number; near: number } {
  const { right, up, toward } = axesOf(stand.eye);
  const off = [0, 1, 2].map((a) => point[a]! - stand.middle[a]!) as [number, number, number];
  const dot = (v: Point3) => v[0] * off[0] + v[1] * off[1] + v[2] * off[2];
  const near = dot(toward);
  const scale = pixelsPerMm(stand, near);
  return {
    x: stand.width / 2 + dot(right) * scale,
    y: stand.height * (0.5 - liftOf(stand.height)) - dot(up) * scale,
    near,
  };
}

/** Pixels that one millimetre takes at a distance `near` before the gland's middle. */
export function pixelsPerMm(stand: Stand, near = 0): number {
  const depth = eyeDistance(stand.eye, stand.width / stand.height) - near;
  return stand.height / (2 * Math.tan((FIELD_OF_VIEW * Math.PI) / 360) * Math.max(1, depth));
}
