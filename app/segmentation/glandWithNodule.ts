import type { Mask } from './mask.ts';

/** Below this share of the nodule inside the gland the two are taken as apart, and nothing is joined. */
const JOIN_SHARE = 0.3;

/**
 * The gland together with its nodule: a nodule is thyroid tissue, and a gland network trained on healthy
 * texture leaves a bite where a dark nodule lies. Without the join the capsule would run through the
 * nodule. A nodule that lies mostly outside is not joined: that contradiction is told, not hidden.
 */
export function glandWithNodule(gland: Mask, nodule: Mask): Mask {
  let inside = 0;
  let area = 0;
  for (let i = 0; i < nodule.data.length; i++) {
    if (!nodule.data[i]) continue;
    area++;
    if (gland.data[i]) inside++;
  }
  if (area === 0 || inside / area < JOIN_SHARE) return gland;
  const data = gland.data.slice();
  for (let i = 0; i < data.length; i++) if (nodule.data[i]) data[i] = 1;
  return { width: gland.width, height: gland.height, data };
}
