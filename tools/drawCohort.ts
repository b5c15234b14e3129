import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import * as ort from 'onnxruntime-node';
import type { Pole, Sex, Side, ViewKind } from '../app/case/patientCase.ts';
import { pick, type Random } from '../app/cohort/draws.ts';
import {
  BURDEN,
  DEMOGRAPHICS,
  INTERCEPT,
  ISTHMUS_SHARE,
  MORPHOLOGY,
  POLES,
  POPULATION,
  PREVALENCE,
  SELECTION,
  STANDARD,
} from '../app/cohort/evidence.ts';
import type { ReportWords } from '../app/cohort/phrases.ts';
import { chooseManner, chooseWords, type ReportManner, writeReport } from '../app/cohort/reportWriter.ts';
import {
  comesToDecision,
  demographicsTerm,
  drawDemographics,
  keptInCohort,
  locationTerm,
  morphologyTerm,
  type PictureMeasures,
  placeTerm,
  reportTerm,
  type StandardScores,
  stageOdds,
  standardScores,
  type Terms,
} from '../app/cohort/riskTerms.ts';
import { seededRandom, seedFromBytes } from '../app/morphology/random.ts';
import { reportEncoderInputs, reportVectors } from '../app/report/encoderTensors.ts';
import { createReportTokeniser, REPORT_TOKENS, REPORT_WIDTH } from '../app/report/tokenise.ts';
import { sigmoid } from '../app/risk/calibrate.ts';
import { COHORT_WORK, type CohortSplit } from './cohortFrames.ts';
import { againstPublished, MODALITIES, PUBLISHED_PATTERN, patternOf } from './cohortPattern.ts';

/**
 * Gives the exported pictures places, reports, demographics and labels ("simulated labels"), prints how the
 * generator behaves beside the published figures, and encodes the reports with the product's own encoder.
 * Usage: node tools/drawCohort.ts [--print]   (--print: figures only, nothing is written)
 */
type ViewRecord = {
  distanceMm: number;
  lengthMm: number;
  ratio: number;
  echogenicity: number;
  heterogeneity: number;
  sharpness: number;
  across: number;
  extraction: number;
  known: number[];
  unknown: number[];
  native: boolean;
  kind: ViewKind;
};
type CaseRecord = { split: CohortSplit; picture: string; number: number; views: [number, number] };
export type DrawnCase = CaseRecord & {
  side: Side;
  pole: Pole;
  report: string;
  sex: Sex;
  ageYears: number;
  native: boolean;
  distanceMm: number;
  lengthMm: number;
  terms: Terms;
  placeTerm: number;
  words: ReportWords;
  manner: ReportManner;
  scores: StandardScores;
  logOdds: number;
  positive: number;
  stage: number;
  /** Comes to the decision (`SELECTION`). Who does not serves training alone: where everything is known, selection changes no risk. */
  selected: boolean;
};

const CASES = path.join(COHORT_WORK, 'cases.json');
const REPORTS = path.join(COHORT_WORK, 'reports.f16');

const { views, cases }: { views: ViewRecord[]; cases: CaseRecord[] } = JSON.parse(
  readFileSync(path.join(COHORT_WORK, 'features.json'), 'utf8'),
);
const everyone = cases.flatMap((record) =>
  drawCase(record, seededRandom(seedFromBytes(Buffer.from(`draw ${record.picture} ${record.number}`)))),
);
const drawn = everyone.filter((c) => c.selected);
printFigures();
if (!process.argv.includes('--print')) await write();

/** The patient of this nodule; nobody where it is one too many of its kind. */
function drawCase(record: CaseRecord, random: Random): DrawnCase[] {
  const patient = drawPatient(record, random);
  if (random() >= keptInCohort(patient.distanceMm, patient.lengthMm)) return [];
  return [{ ...patient, selected: random() < comesToDecision(patient.terms) }];
}

function drawPatient(record: CaseRecord, random: Random): Omit<DrawnCase, 'selected'> {
  const pair = record.views.map((v) => views[v]!);
  const mean = (name: 'lengthMm' | 'ratio' | 'echogenicity' | 'heterogeneity' | 'sharpness') =>
    (pair[0]![name] + pair[1]![name]) / 2;
  const measures: PictureMeasures = {
    distanceMm: Math.min(pair[0]!.distanceMm, pair[1]!.distanceMm),
    lengthMm: mean('lengthMm'),
    ratio: mean('ratio'),
    echogenicity: mean('echogenicity'),
    heterogeneity: mean('heterogeneity'),
    sharpness: mean('sharpness'),
  };
  const scores = standardScores(measures);
  // Left is cranial in a longitudinal frame; a transverse one does not show the pole.
  const along = pair.find((view) => view.kind === 'longitudinal')!.across;
  const pole: Pole = along < POLES.upperBelow ? 'upper' : along < POLES.middleBelow ? 'middle' : 'lower';
  const side: Side = random() < ISTHMUS_SHARE ? 'isthmus' : pick(random, ['left', 'right']);
  const seen = {
    side,
    pole,
    distanceMm: measures.distanceMm,
    lengthMm: measures.lengthMm,
    widthMm: (pair[0]!.known[2]! + pair[1]!.known[2]!) * 5,
    ratio: measures.ratio,
    darkness: scores.echogenicity,
    sharpness: scores.sharpness,
    unevenness: scores.heterogeneity,
  };
  const words: ReportWords = chooseWords(seen, random);
  const manner = chooseManner(random);
  const report = writeReport(seen, words, manner, random);
  const { sex, ageYears } = drawDemographics(random);
  const terms = {
    location: locationTerm(
      pair.map((view) => view.distanceMm),
      side,
      pole,
    ),
    morphology: morphologyTerm(scores),
    report: reportTerm(words),
    demographics: demographicsTerm(sex, ageYears),
  };
  const logOdds = INTERCEPT + terms.location + terms.morphology + terms.report + terms.demographics;
  const positive = random() < sigmoid(logOdds) ? 1 : 0;
  // Always drawn: what is drawn after it must not hang on how strong the evidence is.
  const burden = random();
  const stage = positive ? stageGivenMetastasis(logOdds, burden) : 1;
  return {
    ...record,
    side,
    pole,
    report,
    sex,
    ageYears,
    native: pair[0]!.native,
    distanceMm: measures.distanceMm,
    lengthMm: measures.lengthMm,
    terms,
    placeTerm: placeTerm(side, pole),
    words,
    manner,
    scores,
    logOdds,
    positive,
    stage,
  };
}

function stageGivenMetastasis(logOdds: number, burden: number): number {
  const [, medium, high] = stageOdds(logOdds);
  const u = burden * sigmoid(logOdds);
  return u < high ? 3 : u < high + medium ? 2 : 1;
}

function printFigures(): void {
  const train = drawn.filter((c) => c.split === 'train');
  const moments = (values: number[]) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return { mean, deviation: Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length) };
  };
  const trainViews = train.flatMap((c) => c.views.map((v) => views[v]!));
  for (const [name, values] of [
    ['logLengthMm', trainViews.map((v) => Math.log(v.lengthMm))],
    ['ratio', trainViews.map((v) => v.ratio)],
    ['echogenicity', trainViews.map((v) => v.echogenicity)],
    ['heterogeneity', trainViews.map((v) => v.heterogeneity)],
    ['sharpness', trainViews.map((v) => v.sharpness)],
  ] as const) {
    const { mean, deviation } = moments(values);
    const used = STANDARD[name];
    console.log(
      `  ${name}: mean ${mean.toFixed(3)} deviation ${deviation.toFixed(3)}; evidence.ts has ${used.mean.toFixed(3)}, ${used.deviation.toFixed(3)}`,
    );
  }
  console.log(
    `${everyone.length} of ${cases.length} nodules kept, ${drawn.length} come to the decision; terms before selection, evidence.ts:`,
  );
  for (const name of MODALITIES) {
    const { mean, deviation } = moments(everyone.map((c) => c.terms[name]));
    console.log(
      `  ${name}: mean ${mean.toFixed(2)} deviation ${deviation.toFixed(2)}; ${SELECTION.mean[name]}, ${SELECTION.deviation[name]}`,
    );
  }
  console.log('correlations among the selected, train:');
  for (const a of MODALITIES)
    console.log(
      `  ${a}: ${MODALITIES.map((b) =>
        correlation(
          train.map((c) => c.terms[a]),
          train.map((c) => c.terms[b]),
        ).toFixed(2),
      ).join(' ')}`,
    );
  const nearness = (c: DrawnCase) => c.terms.location - c.placeTerm;
  console.log(
    `correlation of size with the distance effect, train: ${correlation(
      train.map((c) => c.scores.logLengthMm),
      train.map(nearness),
    ).toFixed(2)}`,
  );
  for (const split of ['train', 'choose', 'calibration', 'test'] as const) {
    const own = drawn.filter((c) => c.split === split);
    const kept = everyone.filter((c) => c.split === split).length;
    console.log(
      `${split}: ${own.length} cases of ${kept} draws, ${new Set(own.map((c) => c.picture)).size} pictures, native ${own.filter((c) => c.native).length}; expected prevalence ${moments(own.map((c) => sigmoid(c.logOdds))).mean.toFixed(3)} (aim ${PREVALENCE})`,
    );
  }
  console.log(
    'AUC of the best linear score of what the inputs show: all cases, test cases; published (Tables S8, S9)',
  );
  const [all, test] = [
    patternOf(drawn, drawn),
    patternOf(
      train,
      drawn.filter((c) => c.split === 'test'),
    ),
  ];
  for (const [k, row] of PUBLISHED_PATTERN.entries())
    console.log(
      `  ${row.name}: ${all[k]!.toFixed(3)}, ${test[k]!.toFixed(3)}; ${againstPublished(row, all[k]!)}`,
    );
  console.log('simulated risk by distance to the capsule, train:');
  for (const [from, to] of [
    [0, 0.5],
    [0.5, 1],
    [1, 2.5],
    [2.5, 4],
    [4, 6],
    [6, 99],
  ] as const) {
    const group = train.filter((c) => c.distanceMm >= from && c.distanceMm < to);
    console.log(
      `  ${from}–${to} mm: ${moments(group.map((c) => sigmoid(c.logOdds))).mean.toFixed(3)} of ${group.length}`,
    );
  }
  const near = train.filter((c) => c.distanceMm < 2.5);
  console.log(
    `  below 2.5 mm: ${moments(near.map((c) => sigmoid(c.logOdds))).mean.toFixed(3)} (published: > 0.72)`,
  );
  const { deviation } = moments(train.map((c) => c.logOdds));
  const needed = bisect((shift) => moments(train.map((c) => sigmoid(c.logOdds + shift))).mean - PREVALENCE);
  console.log(
    `log-odds deviation ${deviation.toFixed(2)}; intercept for the aimed prevalence: ${(INTERCEPT + needed).toFixed(3)} (evidence.ts has ${INTERCEPT})`,
  );
  const stages = [1, 2, 3].map((s) => (train.filter((c) => c.stage === s).length / train.length).toFixed(3));
  console.log(`stages 1, 2, 3: ${stages.join(', ')}`);
  for (const c of drawn.slice(0, 8)) console.log(`  “${c.report}”`);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((x, y) => x + y, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (x: readonly number[], mx: number, z: readonly number[], mz: number) =>
    mean(x.map((v, i) => (v - mx) * (z[i]! - mz)));
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}

function bisect(f: (x: number) => number): number {
  let [low, high] = [-12, 12];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

async function write(): Promise<void> {
  const lengths = lengthsAsWritten() ?? (await encodeReports());
  writeFileSync(
    path.join(COHORT_WORK, 'evidence.json'),
    JSON.stringify({
      morphology: MORPHOLOGY,
      demographics: DEMOGRAPHICS,
      population: POPULATION,
      burden: BURDEN,
    }),
  );
  writeFileSync(
    CASES,
    JSON.stringify({ cases: everyone.map((c, i) => ({ ...c, reportLength: lengths[i] })) }),
  );
  console.log(`${everyone.length} cases written`);
}

/** Other strengths of the same evidence change no report: those encoded by an earlier run are then used again. */
function lengthsAsWritten(): number[] | null {
  if (!existsSync(CASES) || !existsSync(REPORTS)) return null;
  const earlier: { report: string; reportLength: number }[] = JSON.parse(readFileSync(CASES, 'utf8')).cases;
  const same =
    statSync(REPORTS).size === everyone.length * REPORT_TOKENS * REPORT_WIDTH * 2 &&
    earlier.length === everyone.length &&
    earlier.every((c, i) => c.report === everyone[i]!.report);
  return same ? earlier.map((c) => c.reportLength) : null;
}

async function encodeReports(): Promise<number[]> {
  const pack = path.resolve(import.meta.dirname, '../models/packs/llnm-1.0.0');
  const tokenise = createReportTokeniser(readFileSync(path.join(pack, 'report-vocab.txt'), 'utf8'));
  const session = await ort.InferenceSession.create(path.join(pack, 'report.onnx'), { intraOpNumThreads: 2 });
  const file = openSync(REPORTS, 'w');
  const lengths: number[] = [];
  let cut = 0;
  for (const [i, c] of everyone.entries()) {
    const tokens = tokenise(c.report);
    const feeds = Object.fromEntries(
      Object.entries(reportEncoderInputs(tokens)).map(([name, t]) => [
        name,
        new ort.Tensor('int64', t.data, t.dims),
      ]),
    );
    const outputs = await session.run(feeds);
    const vectors = reportVectors(outputs.last_hidden_state!.data as Float32Array, tokens);
    const half = Float16Array.from(vectors);
    writeSync(file, new Uint8Array(half.buffer));
    lengths.push(tokens.tokens.length);
    if (tokens.cutAfter !== null) cut++;
    if (i % 2000 === 0) console.log(`reports ${i} of ${everyone.length}`);
  }
  closeSync(file);
  console.log(`${cut} reports longer than ${REPORT_TOKENS} tokens`);
  return lengths;
}
