import type { Mask } from '../segmentation/mask.ts';
import { type Field, gapMm } from './contour.ts';
import type { Distance } from './gland.ts';
import type { Plane } from './plane.ts';
import type { Scene } from './scene.ts';
import type { ScanSpec } from './spec.ts';
import { warpedPlane } from './tissueMap.ts';

/** What is really in the picture, known because the picture was made. */
export type Truth = {
  /** One mask for each nodule of the scene; empty where the plane misses it. */
  readonly nodules: readonly Mask[];
  readonly gland: Mask;
  /** Shortest way from each nodule's outline to the capsule in this plane, mm; 0 on or beyond it, null when not cut. */
  readonly distanceToCapsuleMm: readonly (number | null)[];
};

/** Masks and distances of a plane, from the same geometry that made the picture. */
export function truthOf(scene: Scene, plane: Plane, scan: ScanSpec): Truth {
  const place = warpedPlane(scene, plane, scan, 1);
  const sample = (distance: Distance): Field => {
    const values = new Float32Array(scan.width * scan.height);
    for (let i = 0; i < values.length; i++) values[i] = distance(place.x[i], place.s[i], place.d[i]);
    return { width: scan.width, height: scan.height, values, stepMm: scan.spacingMmPerPx };
  };
  const gland = sample(scene.gland);
  const nodules = scene.nodules.map((nodule) => sample(nodule.distance));
  return {
    gland: inside(gland),
    nodules: nodules.map(inside),
    distanceToCapsuleMm: nodules.map((field) => {
      const gap = gapMm(field, gland);
      return gap === null ? null : Math.max(0, gap);
    }),
  };
}

function inside(field: Field): Mask {
  const data = new Uint8Array(field.values.length);
  for (let i = 0; i < data.length; i++) data[i] = field.values[i] < 0 ? 1 : 0;
  return { width: field.width, height: field.height, data };
}
