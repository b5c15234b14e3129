import { z } from 'zod';
import { type FusionTensors, MORPHOLOGY_NUMBERS, SCALE_KNOWN, SEX_KNOWN } from '../fusion/fusionInputs.ts';
import { type Calibration, calibrationSchema } from './calibrate.ts';

/**
 * What a case may lack that the network then does without. Age is not among them: its marginal effect is about nothing,
 * in the simulation (−0.07 a 15 years) as in 631 real patients (0.05 ± 0.19, `tools/fitDemographics.ts`). What its want
 * costs is a row of `npm run evaluate:lacking`.
 */
export const lackSchema = z.enum(['secondView', 'scale', 'report', 'sex']);
export type Lack = z.infer<typeof lackSchema>;
export const LACKS = lackSchema.options;

/** Calibration of the network on cases that lack just this (`parameters.calibrationLacking`), and how well it ranks them. */
export const lackingCalibrationSchema = z.object({
  lacking: z.array(lackSchema).min(1),
  calibration: calibrationSchema,
  /** On held-out cases of which just this was taken away. */
  auc: z.number().min(0).max(1),
});
export type LackingCalibration = z.infer<typeof lackingCalibrationSchema>;

/**
 * What is missing in a case, as the network is asked about it: whoever asks about a changed case (without its report, say)
 * is answered with the calibration of the changed one.
 */
export function lackingOf({ location, morphology, reportMask, demographics }: FusionTensors): Lack[] {
  const views = location.dims[0]!;
  const scaleKnown = (view: number) => morphology.data[view * MORPHOLOGY_NUMBERS + SCALE_KNOWN]! > 0;
  const lacks: Record<Lack, boolean> = {
    secondView: views < 2,
    scale: !Array.from({ length: views }, (_, view) => scaleKnown(view)).every(Boolean),
    report: reportMask.data.every((one) => one === 0),
    sex: demographics.data[SEX_KNOWN] === 0,
  };
  return LACKS.filter((lack) => lacks[lack]);
}

export type ChosenCalibration = {
  readonly calibration: Calibration;
  /** False: the pack was calibrated on complete cases alone, and its interval does not allow for what is missing. */
  readonly ofSuchCases: boolean;
  readonly auc: number | null;
};

/** The calibration measured on cases that lack the same; a pack's only one where it has no such. */
export function calibrationFor(
  lacking: readonly Lack[],
  complete: Calibration,
  others: readonly LackingCalibration[],
): ChosenCalibration {
  if (lacking.length === 0) return { calibration: complete, ofSuchCases: true, auc: null };
  const same = others.find(
    (one) => one.lacking.length === lacking.length && lacking.every((lack) => one.lacking.includes(lack)),
  );
  return same
    ? { calibration: same.calibration, ofSuchCases: true, auc: same.auc }
    : { calibration: complete, ofSuchCases: false, auc: null };
}

/** Every set of things a case may lack, the complete case left out. */
export function allLackings(): Lack[][] {
  return Array.from({ length: 2 ** LACKS.length - 1 }, (_, i) =>
    LACKS.filter((_lack, k) => (i + 1) & (1 << k)),
  );
}
