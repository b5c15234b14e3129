import { fitClinical, type LabelledPatient } from '../../app/clinical/fit.ts';
import { estimate } from '../../app/clinical/model.ts';
import type { ClinicalPatient } from '../../app/clinical/patient.ts';
import { seededRandom } from '../../app/morphology/random.ts';
import { sigmoid } from '../../app/risk/calibrate.ts';
import { fitLogistic } from '../../app/statistics/logistic.ts';

export const FOLDS = 10;

/** Which part of a patient a variant of the model may see. */
export type See = (patient: ClinicalPatient) => ClinicalPatient;
export const everything: See = (patient) => patient;

/** The fold of every patient: metastases and others dealt out in turn after a seeded shuffle, source by source. */
export function foldsOf(
  patients: readonly Pick<LabelledPatient, 'lateral' | 'source'>[],
  seed = 1,
): number[] {
  const random = seededRandom(seed);
  const folds = new Array<number>(patients.length);
  const kinds = new Map<string, number[]>();
  for (const [i, { source, lateral }] of patients.entries()) {
    const kind = `${source} ${lateral}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), i]);
  }
  for (const members of kinds.values()) {
    const shuffled = members
      .map((i) => ({ i, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ i }) => i);
    for (const [k, i] of shuffled.entries()) folds[i] = k % FOLDS;
  }
  return folds;
}

/** Log-odds of every patient from a model that was fitted without the patient's fold. */
export function outOfFold(patients: readonly LabelledPatient[], see: See = everything): number[] {
  const seen = patients.map((p) => ({ ...p, patient: see(p.patient) }));
  const folds = foldsOf(patients);
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitClinical(seen.filter((_, i) => folds[i] !== fold)),
  );
  return seen.map((p, i) => estimate(models[folds[i]!]!, p.patient).logit);
}

/** Log-odds of the patients of one source from a model fitted on the other. */
export function external(
  train: readonly LabelledPatient[],
  test: readonly LabelledPatient[],
  see: See = everything,
): number[] {
  const model = fitClinical(train.map((p) => ({ ...p, patient: see(p.patient) })));
  return test.map((p) => estimate(model, see(p.patient)).logit);
}

/**
 * Probabilities after recalibration on the test source itself: slope and intercept fitted on nine tenths of it,
 * applied to the tenth left out.
 */
export function recalibrated(logits: readonly number[], patients: readonly LabelledPatient[]): number[] {
  const folds = foldsOf(patients, 2);
  const fits = Array.from({ length: FOLDS }, (_, fold) => {
    const kept = logits.flatMap((_, i) => (folds[i] === fold ? [] : [i]));
    return fitLogistic(
      kept.map((i) => [logits[i]!]),
      kept.map((i) => patients[i]!.lateral),
    ).coefficients;
  });
  return logits.map((logit, i) => {
    const [intercept, slope] = fits[folds[i]!]!;
    return sigmoid(intercept! + slope! * logit);
  });
}
