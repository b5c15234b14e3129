/** Cuts by the axis of the template they stand across: axial takes the upper part away, coronal the front, sagittal the patient's left. */
export const CUTS = { axial: 1, coronal: 2, sagittal: 0 } as const;
export type CutName = keyof typeof CUTS;
export type Cut = {
  readonly name: CutName;
  /** 0 takes everything away, 1 nothing. */
  readonly share: number;
};
