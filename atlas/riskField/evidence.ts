import { regionAt } from '../template/regions.ts';
import { lobeHeightSpan, lobeSpan } from '../template/sections.ts';
import type { Point3, Template } from '../template/template.ts';

/**
 * What is published about where lateral metastasis comes from, as log-odds over the template. Only these
 * statements are used, nothing is fitted to published points:
 *
 * - the upper central region of the left lobe and the medial and lateral regions of the upper part of the right
 *   lobe are high; middle and upper lobes are high-risk regions (LLNM-Net, Nat. Commun. 2025, results with Fig. 4c
 *   and discussion);
 * - the risk rises as the nodule's edge nears the capsule, above 72 % on average within 2.5 mm (Fig. 4b);
 * - tumours of the upper pole reach the lateral neck more often, those of the isthmus and the lower pole less
 *   (Lee et al., Ann Surg Oncol 2014;21:3890; Likhterov et al., Laryngoscope 2017;127:2709 on skip metastasis).
 */
export const EVIDENCE = {
  left: { heightShare: 0.6, heightWidth: 0.24, gain: 2.1 },
  right: { heightShare: 0.66, heightWidth: 0.24, gain: 1.9, middleOfLobe: 0.55 },
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
  const region = regionAt(t, point);
  const nearness = EVIDENCE.capsule.gain * Math.exp(-((edgeToCapsuleMm / EVIDENCE.capsule.fadeMm) ** 2));
  if (region.side === 'isthmus') return EVIDENCE.isthmus + nearness;
  const height = lobeHeightSpan(t, region.side);
  const share = (point[1] - height.from) / (height.to - height.from);
  const low = EVIDENCE.lowerPole * Math.max(0, 1 - share / (1 / 3));
  return lobeLogOdds(t, region.side, point, share) + low + nearness;
}

function lobeLogOdds(t: Template, side: 'left' | 'right', point: Point3, share: number): number {
  const bump = (middle: number, width: number) => Math.exp(-0.5 * ((share - middle) / width) ** 2);
  if (side === 'left') return EVIDENCE.left.gain * bump(EVIDENCE.left.heightShare, EVIDENCE.left.heightWidth);
  const e = EVIDENCE.right;
  const span = lobeSpan(t, side, point[1]);
  const across = span ? (2 * (point[0] - span.from)) / (span.to - span.from) - 1 : 0;
  const medialOrLateral = e.middleOfLobe + (1 - e.middleOfLobe) * Math.min(1, across * across);
  return e.gain * bump(e.heightShare, e.heightWidth) * medialOrLateral;
}
