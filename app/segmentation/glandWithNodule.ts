import type { Box } from '../image/greyFrame.ts';
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
  const noduleBox = maskBox(nodule);
  if (area === 0 || !box || !noduleBox) return gland;
  const diameter = 2 * Math.sqrt(area / Math.PI);
  const radius = Math.max(
    3,
    Math.min(diameter * CLOSING_SHARE, Math.min(box.width, box.height) * CLOSING_MOST),
  );
  // Nothing beyond this changes what the closing does within two radii of the nodule.
  const near = around(noduleBox, 4 * radius + CONTACT_PX, gland);
  const nearGland = cut(gland, near);
  const nearNodule = cut(nodule, near);
  const toNodule = distanceToSites(nearNodule, near.width, near.height);
  if (!belongs(nearGland, nearNodule, toNodule, area)) return gland;
  const joined = Uint8Array.from(nearGland, (v, i) => (v || nearNodule[i] ? 1 : 0));
  const outer = distanceToSites(joined, near.width, near.height);
  const beyond = Uint8Array.from(outer, (d) => (d > radius ? 1 : 0));
  const inner = distanceToSites(beyond, near.width, near.height);
  const data = Uint8Array.from(gland.data);
  for (let i = 0; i < joined.length; i++) {
    if (!joined[i] && !(inner[i]! > radius && toNodule[i]! <= 2 * radius)) continue;
    data[(near.y + Math.floor(i / near.width)) * gland.width + near.x + (i % near.width)] = 1;
  }
  return { width: gland.width, height: gland.height, data };
}

function belongs(gland: Uint8Array, nodule: Uint8Array, toNodule: Float64Array, area: number): boolean {
  let inside = 0;
  let ring = 0;
  let contact = 0;
  for (let i = 0; i < toNodule.length; i++) {
    if (nodule[i]) {
      if (gland[i]) inside++;
    } else if (toNodule[i]! <= CONTACT_PX) {
      ring++;
      if (gland[i]) contact++;
    }
  }
  return inside / area >= INSIDE_SHARE || (ring > 0 && contact / ring >= CONTACT_SHARE);
}

/** A box widened on all sides, in whole pixels, within the frame. */
function around(box: Box, margin: number, frame: { width: number; height: number }): Box {
  const x = Math.max(0, Math.floor(box.x - margin));
  const y = Math.max(0, Math.floor(box.y - margin));
  return {
    x,
    y,
    width: Math.min(frame.width, Math.ceil(box.x + box.width + margin)) - x,
    height: Math.min(frame.height, Math.ceil(box.y + box.height + margin)) - y,
  };
}

function cut(mask: Mask, box: Box): Uint8Array {
  const data = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * mask.width + box.x;
    data.set(mask.data.subarray(from, from + box.width), y * box.width);
  }
  return data;
}
