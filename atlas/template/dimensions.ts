import type { Sex } from '../../app/case/patientCase.ts';

/**
 * What the template gland is built from, in millimetres and degrees. All lengths are of the finished gland of an
 * adult without goitre.
 *
 * Sources: lobes 40–60 mm long, 13–18 mm deep, about 20 mm wide, isthmus 4–6 mm thick, whole gland 10–15 mL in
 * women and 12–18 mL in men (Chaudhary & Bano, Indian J Endocrinol Metab 2013;17:219, ultrasound); isthmus about
 * 20 mm high before the second to fourth tracheal ring, conical lobes whose apices diverge laterally, pyramidal
 * lobe from the isthmus, more often on the left (Gray's Anatomy, 41st ed., ch. 29); trachea 13–25 mm wide in
 * men, 10–21 mm in women (Breatnach et al., AJR 1984;142:903).
 */
export type GlandDimensions = {
  readonly lobeHeight: number;
  readonly lobeWidth: number;
  readonly lobeDepth: number;
  /** From the midline to the middle of a lobe at its half height. */
  readonly lobeFromMidline: number;
  /** How far the upper pole stands lateral of the lower one. */
  readonly lobeDivergence: number;
  /** How far the upper pole stands anterior of the lower one (negative: posterior). */
  readonly lobeForwardTilt: number;
  /** How far the middle of a lobe lies behind the trachea's centre. */
  readonly lobeBehindTrachea: number;
  /** Turn of a lobe's cross-section about its long axis: its posterior border turns laterally. */
  readonly lobeTurnDegrees: number;
  /** Share of the cross-section's width lost from the fullest level to the apex, 0 (a tube) to 1 (a point). */
  readonly lobeTaper: number;
  readonly isthmusHeight: number;
  readonly isthmusThickness: number;
  /** From the lobes' half height down to the isthmus' half height. */
  readonly isthmusBelowMiddle: number;
  readonly tracheaRadius: number;
  /** Height above the isthmus; 0 for a gland without a pyramidal lobe (the more common case). */
  readonly pyramidalLobeHeight: number;
  /** The right lobe is usually the larger: its volume over the left one's. */
  readonly rightOverLeft: number;
};

/** The template's default: an adult gland in the middle of the published ranges. */
export const ADULT_GLAND: GlandDimensions = {
  lobeHeight: 50,
  lobeWidth: 15.5,
  lobeDepth: 15.5,
  lobeFromMidline: 16,
  lobeDivergence: 11.5,
  lobeForwardTilt: 1,
  lobeBehindTrachea: 3.5,
  lobeTurnDegrees: 8,
  lobeTaper: 0.6,
  isthmusHeight: 18,
  isthmusThickness: 4.5,
  isthmusBelowMiddle: 7.5,
  tracheaRadius: 9.5,
  pyramidalLobeHeight: 0,
  rightOverLeft: 1.08,
};

/** Volume of the gland that `ADULT_GLAND` gives, mL (the template's test measures it). */
export const ADULT_VOLUME_ML = 15.8;

/** Thyroid volume of adults with normal glands, mL: the middle of the range given for each sex. */
export const MEAN_VOLUME_ML: Readonly<Record<Sex, number>> = { F: 12.5, M: 15 };

/**
 * The template's dimensions for a sex or a measured lobe height: every length is scaled alike, by the cube root
 * of the volume ratio or by the height.
 */
export function glandDimensions(
  wish: { sex?: Sex | null; lobeHeight?: number; pyramidalLobeHeight?: number } = {},
): GlandDimensions {
  const scale =
    wish.lobeHeight !== undefined
      ? wish.lobeHeight / ADULT_GLAND.lobeHeight
      : wish.sex
        ? Math.cbrt(MEAN_VOLUME_ML[wish.sex] / ADULT_VOLUME_ML)
        : 1;
  return {
    ...ADULT_GLAND,
    lobeHeight: ADULT_GLAND.lobeHeight * scale,
    lobeWidth: ADULT_GLAND.lobeWidth * scale,
    lobeDepth: ADULT_GLAND.lobeDepth * scale,
    lobeFromMidline: ADULT_GLAND.lobeFromMidline * scale,
    lobeDivergence: ADULT_GLAND.lobeDivergence * scale,
    lobeForwardTilt: ADULT_GLAND.lobeForwardTilt * scale,
    lobeBehindTrachea: ADULT_GLAND.lobeBehindTrachea * scale,
    isthmusHeight: ADULT_GLAND.isthmusHeight * scale,
    isthmusThickness: ADULT_GLAND.isthmusThickness * scale,
    isthmusBelowMiddle: ADULT_GLAND.isthmusBelowMiddle * scale,
    tracheaRadius: ADULT_GLAND.tracheaRadius * scale,
    pyramidalLobeHeight: wish.pyramidalLobeHeight ?? ADULT_GLAND.pyramidalLobeHeight,
  };
}
