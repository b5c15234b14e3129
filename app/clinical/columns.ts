import type { ClinicalPatient } from './patient.ts';

/** The facts a model is asked about; each owns one or two columns, present or missing together. */
export const CLINICAL_FACTS = ['age', 'sex', 'size', 'focality', 'histology'] as const;
export type ClinicalFact = (typeof CLINICAL_FACTS)[number];

export type ClinicalColumn = { readonly name: string; readonly fact: ClinicalFact };

/** In the order of the coefficients. */
export const CLINICAL_COLUMNS: readonly ClinicalColumn[] = [
  { name: 'agePer15Years', fact: 'age' },
  { name: 'ageBend', fact: 'age' },
  { name: 'male', fact: 'sex' },
  { name: 'sizePerDoubling', fact: 'size' },
  { name: 'multifocal', fact: 'focality' },
  { name: 'follicularPattern', fact: 'histology' },
  { name: 'tallCell', fact: 'histology' },
];

/** Knots of the age spline, years: about the 10th, 50th and 90th percentile of the two sources. */
export const AGE_KNOTS = [25, 43, 65] as const;
/** Sizes beyond these count as these: few patients lie there, and a doubling must not count without end. */
export const SIZE_CM = { min: 0.5, max: 6 } as const;

/**
 * The columns of one patient. Age is a restricted cubic spline with three knots (Harrell, Regression Modeling
 * Strategies, 2.4.5), which can bend once: in both sources the young and the old have more lateral metastases.
 * @returns one value per column of CLINICAL_COLUMNS; null where the fact is not known
 */
export function columnsOf(patient: ClinicalPatient): (number | null)[] {
  const { ageYears, sex, sizeCm, multifocal, histology } = patient;
  const age = ageYears === null ? [null, null] : [(ageYears - 43) / 15, ageBend(ageYears)];
  const size = sizeCm === null ? null : Math.log2(Math.min(SIZE_CM.max, Math.max(SIZE_CM.min, sizeCm)) / 2);
  const pattern =
    histology === null
      ? [null, null]
      : [histology === 'follicularPattern' ? 1 : 0, histology === 'tallCell' ? 1 : 0];
  return [
    ...age,
    sex === null ? null : sex === 'M' ? 1 : 0,
    size,
    multifocal === null ? null : multifocal ? 1 : 0,
    ...pattern,
  ];
}

/** The spline's second column, divided by (last − first knot)² and by 15 years: of the size of the first. */
function ageBend(years: number): number {
  const [a, b, c] = AGE_KNOTS;
  const cube = (v: number) => Math.max(0, v) ** 3;
  const bend =
    cube(years - a) - (cube(years - b) * (c - a)) / (c - b) + (cube(years - c) * (b - a)) / (c - b);
  return bend / (c - a) ** 2 / 15;
}
