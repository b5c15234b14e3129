import { distanceToSites } from '../location/distanceTransform.ts';
import { type Mask, maskArea, maskBox } from './mask.ts';

/** A nodule with at least this share inside the gland belongs to it … */
const INSIDE_SHARE = 0.3;
/** … and so does one that the gland surrounds along at least this share of its margin. */
const CONTACT_SHARE = 0.35;
/** How far outside the margin contact is looked for, px. */
const CONTACT_PX = 5;
/** Radius of the closing: this share of the nodule's diameter, but at most so much of the gland's smaller side. */
const CLOSING_SHARE = 0.6;
const CLOSING_MOST = 0.2;

/**
 * The gland together with its nodule. A nodule is thyroid tissue, but a gland network leaves a bite where a
 * dark nodule or its shadow lies, and the capsule would then run through or beside the nodule: a distance of
 * 0 mm that is not there. So the nodule joins the gland, and hollows near it that are narrower than the nodule
 * are closed (morphological closing; a convex outline is its own closing, so a nodule that really lies at
 * the capsule stays there). A nodule that neither lies in the gland nor is surrounded by it is not joined: that
 * contradiction is told, not hidden.
 */
export function glandWithNodule(gland: Mask, nodule: Mask): Mask {
  const area = maskArea(nodule);
  const box = maskBox(gland);
  if (area === 0 || !box || !belongs(gland, nodule, area)) return gland;
  const { width, height } = gland;
  const joined = Uint8Array.from(gland.data, (v, i) => (v || nodule.data[i] ? 1 : 0));
  const diameter = 2 * Math.sqrt(area / Math.PI);
  const radius = Math.max(
    3,
    Math.min(diameter * CLOSING_SHARE, Math.min(box.width, box.height) * CLOSING_MOST),
  );
  const outer = distanceToSites(joined, width, height);
  const beyond = Uint8Array.from(outer, (d) => (d > radius ? 1 : 0));
  const inner = distanceToSites(beyond, width, height);
  const toNodule = distanceToSites(nodule.data, width, height);
  const data = joined.map((v, i) => (v || (inner[i]! > radius && toNodule[i]! <= 2 * radius) ? 1 : 0));
  return { width, height, data };
}

function belongs(gland: Mask, nodule: Mask, area: number): boolean {
  const toNodule = distanceToSites(nodule.data, gland.width, gland.height);
  let inside = 0;
  let ring = 0;
  let contact = 0;
  for (let i = 0; i < toNodule.length; i++) {
    if (nodule.data[i]) {
      if (gland.data[i]) inside++;
    } else if (toNodule[i]! <= CONTACT_PX) {
      ring++;
      if (gland.data[i]) contact++;
    }
  }
  return inside / area >= INSIDE_SHARE || (ring > 0 && contact / ring >= CONTACT_SHARE);
}
