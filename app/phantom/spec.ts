import type { Pole, Side } from '../case/patientCase.ts';

/** What is asked of a phantom: everything a person would describe, in millimetres and words of the field. */

export type Margin = 'smooth' | 'illDefined' | 'lobulated' | 'spiculated';
export type Echogenicity = 'anechoic' | 'markedlyHypoechoic' | 'hypoechoic' | 'isoechoic' | 'hyperechoic';
/** The part of the capsule a nodule lies nearest to. */
export type Towards = 'anterior' | 'posterior' | 'lateral' | 'medial';

export type NoduleSpec = {
  readonly side: Side;
  readonly pole: Pole;
  readonly towards: Towards;
  /** Shortest way from the nodule's surface to the capsule in the transverse plane; negative bulges through. */
  readonly distanceToCapsuleMm: number;
  /** Full diameters: left to right, front to back, head to foot. */
  readonly widthMm: number;
  readonly heightMm: number;
  readonly lengthMm: number;
  readonly margin: Margin;
  readonly echogenicity: Echogenicity;
  /** Share of the diameter that is fluid, 0 to 1. */
  readonly cysticShare?: number;
  /** Sponge-like clusters of tiny cysts, 0 to 1. */
  readonly spongiform?: number;
  readonly microcalcifications?: number;
  /** Diameter of one coarse calcification; 0 for none. */
  readonly macrocalcificationMm?: number;
  /** Diameters of further coarse calcifications, scattered. */
  readonly moreMacrocalcificationsMm?: readonly number[];
  readonly halo?: boolean;
  /** Mean thickness of the halo where it is thicker than a thin line. */
  readonly haloMm?: number;
  /** Share of the inside that has broken down into ragged, dark pools, 0 to 1. */
  readonly necrosis?: number;
  /** Grows into the muscles in front of the gland; otherwise they drape over it. */
  readonly infiltrates?: boolean;
  /** Patchiness of the inside, 0 to 1. */
  readonly heterogeneity?: number;
};

export type Parenchyma = 'normal' | 'hashimoto';

export type ScanSpec = {
  readonly spacingMmPerPx: number;
  readonly width: number;
  readonly height: number;
  readonly centreFrequencyMHz: number;
  readonly focusDepthMm: number;
  readonly dynamicRangeDb: number;
  readonly gainDb: number;
  /** Steered looks averaged (spatial compounding); 1 leaves fully developed speckle. */
  readonly looks: number;
  /** Electronic noise before time gain, dB below white. */
  readonly noiseDb: number;
  /** How the operator's sliders differ from even: dB added for each cm below 1.5 cm. */
  readonly depthSlopeDbPerCm: number;
  /** Which end of the array has lost contact with the skin, if any. */
  readonly dropout: 'none' | 'start' | 'end';
};

export type PhantomSpec = {
  readonly seed: number;
  readonly nodules: readonly NoduleSpec[];
  readonly parenchyma?: Parenchyma;
  /** Size of the gland against an average woman's (1). */
  readonly glandScale?: number;
  readonly subcutaneousFatMm?: number;
  /** How finely the distance to the capsule is measured when a nodule is put in its place; 0.25 where not given. */
  readonly placementStepMm?: number;
  readonly scan?: Partial<ScanSpec>;
};

export const DEFAULT_SCAN: ScanSpec = {
  spacingMmPerPx: 0.075,
  width: 560,
  height: 420,
  centreFrequencyMHz: 10,
  focusDepthMm: 15,
  dynamicRangeDb: 60,
  gainDb: 0,
  looks: 3,
  noiseDb: -86,
  depthSlopeDbPerCm: -2.5,
  dropout: 'none',
};
