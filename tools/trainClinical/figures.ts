import { CLINICAL_COLUMNS, CLINICAL_FACTS, columnsOf } from '../../app/clinical/columns.ts';
import { fitClinical, type LabelledPatient } from '../../app/clinical/fit.ts';
import type { ClinicalModel } from '../../app/clinical/model.ts';
import type { ClinicalPatient } from '../../app/clinical/patient.ts';
import { sigmoid } from '../../app/risk/calibrate.ts';
import { auc } from '../../app/statistics/auc.ts';
import { bootstrapInterval, groupsOf } from '../../app/statistics/bootstrap.ts';
import { calibrationOf } from '../../app/statistics/calibration.ts';
import { mean } from '../../app/statistics/summary.ts';
import { Z95 } from '../../app/statistics/wilson.ts';
import { everything, external, outOfFold, recalibrated, type See } from './crossValidate.ts';

/** What the trainer prints and the card holds; every number is measured on patients the model was not fitted on. */

export type Row = {
  readonly what: string;
  readonly value: number;
  readonly interval: [number, number] | null;
};

export function aucRow(what: string, logits: readonly number[], patients: readonly LabelledPatient[]): Row {
  const labels = patients.map((p) => p.lateral);
  const interval = bootstrapInterval(groupsOf(patients.map(() => null)), (cases) =>
    auc(
      cases.map((i) => logits[i]!),
      cases.map((i) => labels[i]!),
    ),
  );
  return { what, value: auc(logits, labels), interval };
}

/** What the model may know, from everything down to what a case without histology and focality tells. */
export const VARIANTS: readonly { readonly name: string; readonly see: See }[] = [
  { name: 'age, sex, size, focality, histology', see: everything },
  { name: 'without histology', see: (p) => ({ ...p, histology: null }) },
  { name: 'age, sex and size', see: (p) => ({ ...p, histology: null, multifocal: null }) },
  { name: 'age and sex', see: (p) => ({ ...p, histology: null, multifocal: null, sizeCm: null }) },
];

/**
 * AUC of every variant: fitted anew with just these facts, cross-validated within each source and, where there are
 * two, each as the other's external test.
 */
export function aucTable(sources: readonly (readonly LabelledPatient[])[]): Row[] {
  return VARIANTS.flatMap(({ name, see }) => [
    ...sources.map((patients) =>
      aucRow(`${name} | ${nameOf(patients)}, cross-validated`, outOfFold(patients, see), patients),
    ),
    ...pairs(sources).map(([train, test]) =>
      aucRow(`${name} | ${nameOf(train)} → ${nameOf(test)}`, external(train, test, see), test),
    ),
  ]);
}

/** The shipped way of asking: the model knows all facts in training, but some are missing when it is asked. */
export function missingTable(sources: readonly (readonly LabelledPatient[])[]): Row[] {
  return VARIANTS.slice(1).flatMap(({ name, see }) =>
    pairs(sources).map(([train, test]) => {
      const asked = test.map((p) => ({ ...p, patient: see(p.patient) }));
      return aucRow(`${name} | ${nameOf(train)} → ${nameOf(test)}`, external(train, asked), test);
    }),
  );
}

export type CalibrationRow = {
  readonly what: string;
  readonly slope: number;
  readonly intercept: number;
  readonly inTheLarge: number;
  readonly brier: number;
  readonly mean: number;
  readonly observed: number;
};

export function calibrationTable(sources: readonly (readonly LabelledPatient[])[]): CalibrationRow[] {
  const row = (what: string, probabilities: readonly number[], patients: readonly LabelledPatient[]) => {
    const outcomes = patients.map((p) => p.lateral);
    return {
      what,
      ...calibrationOf(probabilities, outcomes),
      mean: mean(probabilities),
      observed: mean(outcomes),
    };
  };
  const both = sources.flat();
  return [
    ...pairs(sources).flatMap(([train, test]) => {
      const logits = external(train, test);
      const name = `${nameOf(train)} → ${nameOf(test)}`;
      return [
        row(`${name}, as it comes`, logits.map(sigmoid), test),
        row(`${name}, recalibrated there`, recalibrated(logits, test), test),
      ];
    }),
    row('all, cross-validated, as it comes', outOfFold(both).map(sigmoid), both),
    row('all, cross-validated, recalibrated', recalibrated(outOfFold(both), both), both),
  ];
}

/** Odds ratios with 95% intervals of the fit; those of age between two ages, because age bends. */
export function oddsRatios(model: ClinicalModel): Row[] {
  const average: ClinicalPatient = {
    ageYears: 43,
    sex: 'F',
    sizeCm: 2,
    multifocal: false,
    histology: 'papillary',
  };
  const between = (what: string, change: Partial<ClinicalPatient>): Row => {
    const from = columnsOf(average);
    const step = columnsOf({ ...average, ...change }).map((value, i) => value! - from[i]!);
    const log = step.reduce((sum, value, i) => sum + value * model.coefficients[i]!, 0);
    let variance = 0;
    for (const [i, a] of step.entries())
      for (const [j, b] of step.entries()) variance += a * b * model.covariance[i + 1]![j + 1]!;
    const reach = Z95 * Math.sqrt(variance);
    return { what, value: Math.exp(log), interval: [Math.exp(log - reach), Math.exp(log + reach)] };
  };
  return [
    between('age 25 against 43', { ageYears: 25 }),
    between('age 60 against 43', { ageYears: 60 }),
    between('age 75 against 43', { ageYears: 75 }),
    between('man against woman', { sex: 'M' }),
    between('size 1 cm against 2 cm', { sizeCm: 1 }),
    between('size 4 cm against 2 cm', { sizeCm: 4 }),
    between('several foci against one', { multifocal: true }),
    between('follicular pattern against papillary', { histology: 'follicularPattern' }),
    between('tall cell against papillary', { histology: 'tallCell' }),
  ];
}

/** How many patients lack each fact. */
export function missingFacts(patients: readonly LabelledPatient[]): string {
  const rows = patients.map((p) => columnsOf(p.patient));
  return CLINICAL_FACTS.map((fact) => {
    const column = CLINICAL_COLUMNS.findIndex((one) => one.fact === fact);
    return `${fact} ${rows.filter((row) => row[column] === null).length}`;
  }).join(', ');
}

export function nameOf(patients: readonly LabelledPatient[]): string {
  return SHORT[patients[0]!.source] ?? patients[0]!.source;
}
const SHORT: Record<string, string> = {
  tcga_thca: 'TCGA',
  uci_differentiated_thyroid_cancer: 'UCI',
};

/** Every source as the training set of every other. */
function pairs<T>(sources: readonly T[]): [T, T][] {
  return sources.flatMap((train) =>
    sources.filter((test) => test !== train).map((test): [T, T] => [train, test]),
  );
}

/** Fitted on everything. */
export function finalModel(sources: readonly (readonly LabelledPatient[])[]): ClinicalModel {
  return fitClinical(sources.flat());
}
