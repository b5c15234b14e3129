import type { Box } from '../../app/image/greyFrame.ts';
import type { Mask } from '../../app/segmentation/mask.ts';
import { maskBox } from '../../app/segmentation/mask.ts';
import { affineDeterminant } from '../registration/affineMap.ts';
import { zeroField } from '../registration/field.ts';
import { imageOfMask, type ScalarImage } from '../registration/image.ts';
import { type Registration, registration, warpToFixed } from '../registration/register.ts';
import type { Section } from './section.ts';

/** How well a view's gland came to lie on the template's section. */
export type RegistrationQuality = {
  /** Overlap (Dice) of the two gland outlines after the affine map and after all. */
  readonly diceAffine: number;
  readonly dice: number;
  /** Mean square error after all (LLNM-Net eq. 14). */
  readonly mse: number;
  readonly smallestJacobian: number;
  /** Share of the carried nodule that lies inside the template's gland. */
  readonly insideShare: number;
};

export const REFUSALS = ['outlineUnlike', 'outlineMissed', 'folded', 'noduleLost'] as const;
export type Refusal = (typeof REFUSALS)[number];

export type RegisteredView =
  | { readonly quality: RegistrationQuality; readonly refused: Refusal }
  | { readonly quality: RegistrationQuality; readonly refused: null; readonly nodule: ScalarImage };

/**
 * Bounds beyond which a registration is not used. Set on the gland masks of TG3K and phantoms, which lie inside them,
 * and on masks that are no gland, which do not (`npm run check:placing` prints both).
 */
export const LIMITS = { diceAffine: 0.72, dice: 0.95, smallestJacobian: 0.02, insideShare: 0.5 } as const;

/** Side of the grid that views are registered on, px. */
const GRID = 64;

/**
 * Registers a view's gland onto a section of the template (affine, then symmetric diffeomorphic) and carries its
 * nodule there. A generator of a few milliseconds a step: whoever runs it may stop between two.
 *
 * @param gland without specks; `nodule` in the same frame, not empty
 */
export function* registerView(
  section: Section,
  gland: Mask,
  nodule: Mask,
): Generator<unknown, RegisteredView> {
  const moving = imageOfMask(gland);
  const r = yield* registration(section.gland, moving, {
    gridSize: GRID,
    steps: [40, 30, 10],
    fixedRegion: roomAbout(boxOf(section.gland)),
    movingRegion: roomAbout(maskBox(gland)!),
  });
  const carried = warpToFixed(r, imageOfMask(nodule), section.gland);
  const affineOnly: Registration = { ...r, forward: zeroField(r.gridSize) };
  const quality: RegistrationQuality = {
    diceAffine: dice(section.gland, warpToFixed(affineOnly, moving, section.gland)),
    dice: dice(section.gland, warpToFixed(r, moving, section.gland)),
    mse: r.mse.after,
    smallestJacobian: affineDeterminant(r.affine) > 0 ? r.smallestJacobian : 0,
    insideShare: shareInside(carried, section.gland),
  };
  const refused = refusalOf(quality);
  return refused ? { quality, refused } : { quality, refused, nodule: carried };
}

function refusalOf(q: RegistrationQuality): Refusal | null {
  if (!(q.smallestJacobian >= LIMITS.smallestJacobian)) return 'folded';
  if (!(q.diceAffine >= LIMITS.diceAffine)) return 'outlineUnlike';
  if (!(q.dice >= LIMITS.dice)) return 'outlineMissed';
  if (!(q.insideShare >= LIMITS.insideShare)) return 'noduleLost';
  return null;
}

/** A margin on each side, so that nothing registered reaches the grid's rim. */
function roomAbout(box: Box): Box {
  const room = 0.12 * Math.max(box.width, box.height);
  return { x: box.x - room, y: box.y - room, width: box.width + 2 * room, height: box.height + 2 * room };
}

function boxOf({ width, height, data }: ScalarImage): Box {
  return maskBox({ width, height, data: Uint8Array.from(data, (v) => (v >= 0.5 ? 1 : 0)) })!;
}

function dice(a: ScalarImage, b: ScalarImage): number {
  let both = 0;
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) {
    const inA = a.data[i]! >= 0.5 ? 1 : 0;
    const inB = b.data[i]! >= 0.5 ? 1 : 0;
    both += inA & inB;
    sum += inA + inB;
  }
  return sum === 0 ? 0 : (2 * both) / sum;
}

function shareInside(nodule: ScalarImage, gland: ScalarImage): number {
  let all = 0;
  let inside = 0;
  for (let i = 0; i < nodule.data.length; i++) {
    all += nodule.data[i]!;
    inside += nodule.data[i]! * gland.data[i]!;
  }
  return all === 0 ? 0 : inside / all;
}
