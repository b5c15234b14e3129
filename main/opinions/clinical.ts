import { ADULT_FROM_YEARS } from '../../app/case/patientCase.ts';
import type { ClinicalFact } from '../../app/clinical/columns.ts';
import { type ClinicalEstimate, clinicalModelSchema, estimate } from '../../app/clinical/model.ts';
import type { ClinicalPatient } from '../../app/clinical/patient.ts';
import { FailureError } from '../../app/failure.ts';
import { noduleShape } from '../../app/morphology/shape.ts';
import { binaryAnswer } from '../../app/opinion/answers.ts';
import type { OpinionAnswer, OpinionRow } from '../../app/opinion/opinion.ts';
import type { PackManifest } from '../../app/pack/manifest.ts';
import type { BothLanguages } from '../../app/pack/words.ts';
import { adjustPrevalence, calibrationSchema, sigmoid } from '../../app/risk/calibrate.ts';
import { Z95 } from '../../app/statistics/wilson.ts';
import { isUnfit } from '../pipeline/findings.ts';
import type { SegmentedView } from '../pipeline/segmentView.ts';
import type { OpinionRunner } from './runner.ts';

/**
 * The clinical-only model: no network, its coefficients stand in the pack's manifest. Without age and sex it has
 * nothing to say; every other missing fact stands for the average patient and widens the interval.
 */
export const clinicalRunner: OpinionRunner = async ({ facts, views, prevalence }, { pack }) => {
  const { manifest } = pack;
  const parsed = clinicalModelSchema.safeParse(manifest.parameters);
  if (!parsed.success)
    throw new FailureError('pack.manifestUnreadable', { folder: pack.folder }, parsed.error.message);
  if (facts.ageYears === null || facts.sex === null) return { notGiven: 'factsMissing' };
  if (facts.ageYears < ADULT_FROM_YEARS) return { notGiven: 'outsideItsRange' };
  const patient = clinicalPatientFrom(facts.ageYears, facts.sex, views);
  const found = estimate(parsed.data, patient);
  const answer = binaryAnswer(manifest, found.logit);
  const own = { ...answer, interval: wider(answer.interval, fitInterval(manifest, found)) };
  return {
    ...carried(own, parsed.data.prevalence, prevalence ?? parsed.data.prevalence),
    rows: [
      ...factRows(patient, found),
      {
        label: { en: 'Average of its patients', zh: '其患者的平均值' },
        value: both(percent(parsed.data.prevalence)),
      },
      {
        label: {
          en: `This patient at that average, ${percent(parsed.data.prevalence)}`,
          zh: `该患者按此平均值 ${percent(parsed.data.prevalence)}`,
        },
        value: both(percent(own.probability)),
      },
    ],
  };
};

/**
 * The answer at the prevalence that the estimate beside it assumes (Bayes' rule), so that the two can be compared:
 * 9% at its own patients' 21% beside 90% at 52% would look like all clear.
 */
function carried<T extends Pick<OpinionAnswer, 'classes' | 'positive' | 'probability' | 'interval'>>(
  answer: T,
  own: number,
  assumed: number,
): T {
  const move = (p: number) => adjustPrevalence(p, own, assumed);
  const probability = move(answer.probability);
  return {
    ...answer,
    probability,
    interval: answer.interval && [move(answer.interval[0]), move(answer.interval[1])],
    classes: answer.classes.map((one) => ({
      ...one,
      probability: one.name === answer.positive ? probability : 1 - probability,
    })),
  };
}

/** What a case knows: size from the outlines where the scale is known, several foci only when several are seen. */
export function clinicalPatientFrom(
  ageYears: number,
  sex: 'F' | 'M',
  views: readonly SegmentedView[],
): ClinicalPatient {
  const fit = views.filter((view) => !isUnfit(view));
  const sizes = fit.flatMap(({ nodule, prepared: { frame } }) => {
    const shape = nodule && noduleShape(nodule);
    return shape && frame.spacingMmPerPx !== null ? [(shape.lengthPx * frame.spacingMmPerPx) / 10] : [];
  });
  const several = fit.some(
    (view) => view.nodules.filter((nodule) => nodule.score >= view.certainScore).length > 1,
  );
  return {
    ageYears,
    sex,
    sizeCm: sizes.length ? Math.max(...sizes) : null,
    // One nodule in a picture does not say that there is no other.
    multifocal: several ? true : null,
    histology: null,
  };
}

/** The interval of the fit and of the missing facts, carried through the pack's calibration. */
function fitInterval(
  manifest: PackManifest,
  { logit, standardError }: ClinicalEstimate,
): readonly [number, number] {
  const platt = calibrationSchema.safeParse(manifest.calibration?.parameters);
  const { slope, intercept } = platt.success ? platt.data : { slope: 1, intercept: 0 };
  const at = (z: number) => sigmoid(slope * (logit + z * standardError) + intercept);
  return [at(-Z95), at(Z95)];
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function wider(a: readonly [number, number] | null, b: readonly [number, number]): [number, number] {
  return a ? [Math.min(a[0], b[0]), Math.max(a[1], b[1])] : [b[0], b[1]];
}

const NAMES: Record<ClinicalFact, BothLanguages> = {
  age: { en: 'Age', zh: '年龄' },
  sex: { en: 'Sex', zh: '性别' },
  size: { en: 'Diameter (outline)', zh: '最大径（按轮廓）' },
  focality: { en: 'Focality', zh: '病灶数目' },
  histology: { en: 'Growth pattern', zh: '组织学类型' },
};
const NOT_KNOWN: BothLanguages = {
  en: 'not known (average)',
  zh: '未知（按平均）',
};

/** Every fact with what it does to the odds against the average patient. */
function factRows(patient: ClinicalPatient, { added }: ClinicalEstimate): OpinionRow[] {
  const values: Record<ClinicalFact, BothLanguages> = {
    age: { en: `${patient.ageYears} years`, zh: `${patient.ageYears} 岁` },
    sex: patient.sex === 'M' ? { en: 'male', zh: '男' } : { en: 'female', zh: '女' },
    size: both(`${patient.sizeCm?.toFixed(1)} cm`),
    focality: { en: 'several nodules seen', zh: '可见多个结节' },
    histology: NOT_KNOWN,
  };
  return (Object.keys(NAMES) as ClinicalFact[]).map((fact) => {
    const logOdds = added[fact];
    if (logOdds === null) return { label: NAMES[fact], value: NOT_KNOWN };
    const times = Math.exp(logOdds).toFixed(2);
    return {
      label: NAMES[fact],
      value: {
        en: `${values[fact].en} · odds × ${times}`,
        zh: `${values[fact].zh} · 比值 × ${times}`,
      },
    };
  });
}

function both(text: string): BothLanguages {
  return { en: text, zh: text };
}
