import { regionAt } from '../template/regions.ts';
import { lobeFrame } from '../template/shape.ts';
import type { Point3, Template } from '../template/template.ts';

/**
 * What is published about where lateral metastasis comes from, as log-odds over the template. Only these
 * statements are used; nothing is fitted to the published atlas's points:
 *
 * - the upper middle of the left lobe, and the medial and lateral parts of the upper middle of the right lobe, are
 *   high (LLNM-Net, Nat. Commun. 2025, results with Fig. 4c, and discussion), hence bumps just above half height,
 *   the right one weaker along the lobe's own axis;
 * - the risk rises as the nodule's edge nears the capsule (Fig. 4b);
 * - tumours of the upper pole reach the lateral neck about three times as often as others by odds (pooled OR 2.96,
 *   Dou et al., World J Surg Oncol 2020;18:187), those of the lower pole and the isthmus less; the gains below
 *   are set so that the simulated cohort shows about that ratio (tested).
 */
export const EVIDENCE = {
  left: { heightShare: 0.54, heightWidth: 0.19, gain: 2.1 },
  right: { heightShare: 0.58, heightWidth: 0.19, gain: 1.9, middleOfLobe: 0.55 },
  isthmus: -1.3,
  lowerPole: -0.7,
  /** Log-odds at the capsule over those in the deepest tissue, and the distance over which it fades, mm. */
  capsule: { gain: 2.6, fadeMm: 2 },
} as const;

/**
 * Log-odds of a nodule's place, without the intercept.
 *
 * @param edgeToCapsuleMm from the nodule's edge to the capsule; 0 where it touches
 */
export function placeLogOdds(t: Template, point: Point3, edgeToCapsuleMm: number): number {
  const { side } = regionAt(t, point);
  const nearness = EVIDENCE.capsule.gain * Math.exp(-((edgeToCapsuleMm / EVIDENCE.capsule.fadeMm) ** 2));
  if (side === 'isthmus') return EVIDENCE.isthmus + nearness;
  const { level, lateral } = lobeFrame(t.dimensions, side, ...point);
  const share = (level + 1) / 2;
  const bump = (middle: number, width: number) => Math.exp(-0.5 * ((share - middle) / width) ** 2);
  const low = EVIDENCE.lowerPole * Math.max(0, 1 - share * 3);
  if (side === 'left') {
    const { gain, heightShare, heightWidth } = EVIDENCE.left;
    return gain * bump(heightShare, heightWidth) + low + nearness;
  }
  const { gain, heightShare, heightWidth, middleOfLobe } = EVIDENCE.right;
  const medialOrLateral = middleOfLobe + (1 - middleOfLobe) * Math.min(1, lateral * lateral);
  return gain * bump(heightShare, heightWidth) * medialOrLateral + low + nearness;
}
