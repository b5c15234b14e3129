import type { Pole, Side } from '../app/case/patientCase.ts';
import type { Mask } from '../app/segmentation/mask.ts';
import type { Refusal, RegistrationQuality } from './placing/registerView.ts';

/** A place in the template: 0 to 1 across the gland's own box along each anatomical axis. */
export type Place = {
  readonly rightToLeft: number;
  readonly inferiorToSuperior: number;
  readonly anteriorToPosterior: number;
};

/** A length along each anatomical axis, millimetres of the template. */
export type AxisMm = Place;

/** The masks of one view in the same frame, and the frame's scale where it is known. */
export type ViewMasks = {
  readonly gland: Mask;
  readonly nodule: Mask;
  readonly spacingMmPerPx: number | null;
};

export type PlaceInput = {
  readonly transverse: ViewMasks | null;
  readonly longitudinal: ViewMasks | null;
  /** Set by the person: they override what the masks suggest. */
  readonly side: Side | null;
  readonly pole: Pole | null;
};

/** How a view's nodule was brought into the template. */
export type ViewPlacing = {
  /**
   * Registered onto the template's section; read as shares of the gland's outline because that was refused; or, where
   * a longitudinal frame cuts the gland, as shares of the part that it shows: the frame's edge is no capsule, and a
   * registration would stretch that part over the whole.
   */
  readonly method: 'registered' | 'outlines' | 'visiblePart';
  /** Why the registration was not used; null where it was. */
  readonly refused: Refusal | null;
  /** How well the gland's outline came to lie on the template's; null where no registration was made. */
  readonly quality: RegistrationQuality | null;
};

/** Where a nodule sits in the template. */
export type Placement = {
  readonly place: Place;
  /** Half-width of what is not known along each axis; 0 along the axes that a view shows whole. */
  readonly uncertaintyMm: AxisMm;
  /**
   * Places along the axis that is least known, end to end through the gland as the nodule would sit at each; only
   * `place` itself where every axis is known.
   */
  readonly band: readonly Place[];
  /** The nodule's whole size along each axis, scaled with its gland into the template. */
  readonly extentMm: AxisMm;
  readonly side: Side;
  readonly pole: Pole;
  /** How each view was placed; null for a view that is not there. */
  readonly views: { readonly transverse: ViewPlacing | null; readonly longitudinal: ViewPlacing | null };
};

/** Same form as the contract's `placeRiskSchema`. */
export type LocationRisk = {
  readonly value: number;
  readonly interval: [number, number];
  /** The largest half-width of what is not known along an axis, mm. */
  readonly uncertaintyMm: number;
};
