import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../morphology/random.ts';
import { sigmoid } from '../risk/calibrate.ts';
import { auc } from '../statistics/auc.ts';
import { CLINICAL_COLUMNS, columnsOf } from './columns.ts';
import { fitClinical, type LabelledPatient } from './fit.ts';
import { clinicalModelSchema, estimate } from './model.ts';
import type { ClinicalPatient } from './patient.ts';
import { clinicalPatientOf } from './readRow.ts';

const unknown: ClinicalPatient = {
  ageYears: null,
  sex: null,
  sizeCm: null,
  multifocal: null,
  histology: null,
};
const woman: ClinicalPatient = {
  ageYears: 43,
  sex: 'F',
  sizeCm: 2,
  multifocal: false,
  histology: 'papillary',
};

/** Patients whose outcome truly follows sex, size and focality, some facts missing. */
function drawn(count: number, seed: number, source = 'one', shift = 0): LabelledPatient[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i): LabelledPatient => {
    const patient: ClinicalPatient = {
      ageYears: Math.round(18 + 60 * random()),
      sex: random() < 0.3 ? 'M' : 'F',
      sizeCm: 0.5 + 4 * random(),
      multifocal: random() < 0.4,
      histology: random() < 0.2 ? 'follicularPattern' : 'papillary',
    };
    const logOdds =
      -1.5 +
      shift +
      (patient.sex === 'M' ? 0.8 : 0) +
      0.7 * Math.log2(patient.sizeCm! / 2) +
      (patient.multifocal ? 1.2 : 0);
    const lateral = random() < sigmoid(logOdds) ? 1 : 0;
    const known = random() < 0.9 ? patient : { ...patient, sizeCm: null };
    return { id: String(i), patient: known, lateral, source };
  });
}

describe('the columns of a patient', () => {
  it('hold a restricted cubic spline of age: straight below the first and above the last knot', () => {
    const bend = (age: number) => columnsOf({ ...unknown, ageYears: age })[1]!;
    // numpy, Harrell's formula with knots 25, 43, 65 divided by 40² and 15.
    expect([20, 30, 50, 70, 80].map((age) => bend(age).toFixed(8))).toEqual(
      [0, 0.005208333, 0.6250568182, 2.31, 3.21].map((v) => v.toFixed(8)),
    );
    expect(bend(80) - bend(75)).toBeCloseTo(bend(75) - bend(70), 10);
  });

  it('count doublings of the size from 2 cm, held within 0.5 and 6 cm', () => {
    const size = (cm: number) => columnsOf({ ...unknown, sizeCm: cm })[3];
    expect([1, 2, 4].map(size)).toEqual([-1, 0, 1]);
    expect(size(15)).toBe(size(6));
  });
});

/** The log-odds before they are averaged over what is missing. */
const linear = ({ logit, openVariance }: ReturnType<typeof estimate>) =>
  logit * Math.sqrt(1 + (Math.PI * openVariance) / 8);

describe('the model', () => {
  const patients = drawn(4000, 7);
  const model = clinicalModelSchema.parse(fitClinical(patients));
  const coefficient = (name: string) =>
    model.coefficients[CLINICAL_COLUMNS.findIndex((column) => column.name === name)]!;

  it('finds the effects that made the outcomes', () => {
    expect(coefficient('male')).toBeCloseTo(0.8, 0);
    expect(coefficient('sizePerDoubling')).toBeCloseTo(0.7, 0);
    expect(coefficient('multifocal')).toBeCloseTo(1.2, 0);
    expect(Math.abs(coefficient('follicularPattern'))).toBeLessThan(0.3);
    const fresh = drawn(2000, 8);
    const scores = fresh.map((p) => estimate(model, p.patient).logit);
    expect(
      auc(
        scores,
        fresh.map((p) => p.lateral),
      ),
    ).toBeGreaterThan(0.7);
  });

  it('adds nothing for a fact that is not known, and is less sure then', () => {
    const full = estimate(model, woman);
    const noSize = estimate(model, { ...woman, sizeCm: null });
    expect(noSize.added.size).toBeNull();
    expect(linear(noSize)).toBeCloseTo(full.logit - full.added.size!, 10);
    expect(noSize.standardError).toBeGreaterThan(full.standardError);
    expect(linear(estimate(model, unknown))).toBeCloseTo(model.intercept, 10);
  });

  it('averages over what a missing fact could be: the mean over all its patients’ sizes, to one percent', () => {
    const sizes = patients.flatMap(({ patient: p }) => (p.sizeCm === null ? [] : [p.sizeCm]));
    const risks = sizes.map((sizeCm) => sigmoid(estimate(model, { ...woman, sizeCm }).logit));
    const average = risks.reduce((a, b) => a + b, 0) / risks.length;
    expect(Math.abs(sigmoid(estimate(model, { ...woman, sizeCm: null }).logit) - average)).toBeLessThan(0.01);
  });

  it('is the sum of what its facts add, for any patient', () => {
    const patient = fc.record({
      ageYears: fc.option(fc.integer({ min: 15, max: 95 })),
      sex: fc.option(fc.constantFrom('F' as const, 'M' as const)),
      sizeCm: fc.option(fc.double({ min: 0.1, max: 10, noNaN: true })),
      multifocal: fc.option(fc.boolean()),
      histology: fc.option(
        fc.constantFrom('papillary' as const, 'follicularPattern' as const, 'tallCell' as const),
      ),
    });
    fc.assert(
      fc.property(patient, (p) => {
        const found = estimate(model, p);
        const { added, standardError } = found;
        const sum = Object.values(added).reduce<number>(
          (total, value) => total + (value ?? 0),
          model.intercept,
        );
        expect(linear(found)).toBeCloseTo(sum, 9);
        expect(standardError).toBeGreaterThan(0);
      }),
    );
  });

  it('takes a difference in prevalence between two sources for what it is, not for an effect', () => {
    const both = fitClinical([...drawn(2000, 9, 'one'), ...drawn(2000, 10, 'two', 1.5)]);
    expect(both.coefficients[2]).toBeCloseTo(0.8, 0);
    const rate = sigmoid(estimate(both, unknown).logit);
    expect(rate).toBeGreaterThan(0.2);
    expect(rate).toBeLessThan(0.6);
  });
});

describe('a row of a table', () => {
  it('of TCGA is read', () => {
    expect(
      clinicalPatientOf({
        age_years: '65',
        sex: 'M',
        focality: 'Multifocal',
        length_cm: '3.5',
        histology: 'Thyroid Papillary Carcinoma - Follicular (>= 99% follicular patterned)',
      }),
    ).toEqual({ ageYears: 65, sex: 'M', sizeCm: 3.5, multifocal: true, histology: 'follicularPattern' });
  });

  it('of UCI is read: size from T, unknown where T tells of growth beyond the gland', () => {
    const row = { Age: '27', Gender: 'F', Focality: 'Uni-Focal', Pathology: 'Micropapillary', T: 'T1a' };
    expect(clinicalPatientOf(row)).toEqual({
      ageYears: 27,
      sex: 'F',
      sizeCm: 0.7,
      multifocal: false,
      histology: 'papillary',
    });
    expect(clinicalPatientOf({ ...row, T: 'T4a' }).sizeCm).toBeNull();
    expect(clinicalPatientOf({ ...row, Pathology: 'Hurthel cell' }).histology).toBe('follicularPattern');
  });

  it('gives the same patient whatever stands in the columns that hold the answer', () => {
    const row = { Age: '50', Gender: 'F', Focality: 'Uni-Focal', Pathology: 'Papillary', T: 'T2' };
    const leaking = {
      N: 'N1b',
      Adenopathy: 'Bilateral',
      Risk: 'High',
      Stage: 'IVB',
      Response: 'Excellent',
      Recurred: 'Yes',
      M: 'M1',
      nodes_examined: '40',
      pathologic_n: 'N1b',
      extrathyroidal_extension: 'Minimal (T3)',
      lateral_node_metastasis: '1',
    };
    expect(clinicalPatientOf({ ...row, ...leaking })).toEqual(clinicalPatientOf(row));
  });

  it('with nothing in it is a patient of whom nothing is known', () => {
    expect(clinicalPatientOf({ age_years: '', sex: '', focality: '', histology: 'Other  specify' })).toEqual(
      unknown,
    );
  });
});
