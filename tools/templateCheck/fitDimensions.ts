import type { GlandDimensions } from '../../atlas/template/dimensions.ts';
import { openMeshOf } from '../../atlas/template/mesh.ts';
import { glandShape } from '../../atlas/template/shape.ts';
import { roomFor } from '../../atlas/template/template.ts';
import { alignSimilarity, apply } from './align.ts';
import { meanSymmetricDistance, type Points, samplesOnMesh } from './points.ts';

/** Distance between a template of given dimensions and a reference after similarity alignment. */
export type TemplateDistance = {
  readonly meanMm: number;
  /** Of the height of the template's gland or of the aligned reference's, whichever is smaller. */
  readonly percentOfHeight: number;
};

/**
 * @param detail how closely both surfaces are sampled: `rough` for searching, `full` for reporting
 */
export function distanceTo(
  reference: Points,
  dimensions: GlandDimensions,
  detail: 'rough' | 'full',
): TemplateDistance {
  // a reference may taper to a point, where no grid gives a closed mesh; distances do not need one
  const mesh = openMeshOf(glandShape(dimensions), roomFor(dimensions), detail === 'full' ? 1 : 2);
  const samples = samplesOnMesh(mesh.positions, mesh.indices, detail === 'full' ? 8000 : 1500);
  const aligned = apply(alignSimilarity(reference, samples, detail === 'full' ? 40 : 12), reference);
  const meanMm = meanSymmetricDistance(aligned, samples);
  const height = Math.min(heightOf(samples), heightOf(aligned));
  return { meanMm, percentOfHeight: (100 * meanMm) / height };
}

/** How far points reach from inferior to superior. */
function heightOf(points: Points): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 1; i < points.length; i += 3) {
    low = Math.min(low, points[i]!);
    high = Math.max(high, points[i]!);
  }
  return high - low;
}

const FIRST_STEP: Partial<Record<keyof GlandDimensions, number>> = {
  lobeWidth: 2,
  lobeDepth: 3,
  lobeFromMidline: 2,
  lobeDivergence: 5,
  lobeForwardTilt: 4,
  lobeBehindTrachea: 2,
  lobeTurnDegrees: 12,
  lobeTaper: 0.12,
  isthmusHeight: 3,
  isthmusThickness: 1,
  isthmusBelowMiddle: 3,
  tracheaRadius: 1.5,
  pyramidalLobeHeight: 5,
};

/** Coordinate search for the dimensions nearest a reference; lobe height stays, the alignment finds the scale. */
export function fitDimensions(reference: Points, start: GlandDimensions, rounds: number): GlandDimensions {
  const current: Record<string, number> = { ...start };
  const steps: Record<string, number> = { ...FIRST_STEP };
  const cost = (d: Record<string, number>) =>
    distanceTo(reference, d as unknown as GlandDimensions, 'rough').percentOfHeight;
  let best = cost(current);
  for (let round = 0; round < rounds; round++)
    for (const key of Object.keys(steps))
      for (const sign of [1, -1]) {
        const next = { ...current, [key]: current[key]! + sign * steps[key]! };
        const thin = next.lobeWidth! < 6 || next.lobeDepth! < 6 || next.tracheaRadius! < 3;
        if (thin || next.isthmusThickness! < 1 || next.pyramidalLobeHeight! < 0 || next.lobeTaper! > 1)
          continue;
        const value = cost(next);
        if (value < best) {
          best = value;
          Object.assign(current, next);
          steps[key]! *= 1.4;
          break;
        }
        if (sign < 0) steps[key]! *= 0.5;
      }
  return current as unknown as GlandDimensions;
}
