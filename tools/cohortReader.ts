import { openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import * as ort from 'onnxruntime-node';
import type { FeatureName } from '../app/case/assessment.ts';
import { DEMOGRAPHICS, MORPHOLOGY } from '../app/cohort/evidence.ts';
import { stageOdds } from '../app/cohort/riskTerms.ts';
import {
  demographicNumbers,
  type FusionTensors,
  MAP_SIDE,
  TYPICAL_GLAND_NUMBER,
} from '../app/fusion/fusionInputs.ts';
import { REPORT_TOKENS, REPORT_WIDTH } from '../app/report/tokenise.ts';
import { onlyOutputs } from '../main/inference/onlyOutputs.ts';
import { COHORT_WORK, type CohortSplit } from './cohortFrames.ts';
import type { DrawnCase } from './drawCohort.ts';

/** Input withheld from the network, to see what it loses. */
export type Missing = ReadonlySet<
  'location' | 'transform' | 'morphology' | 'report' | 'demographics' | 'sex' | 'age' | 'secondView' | 'scale'
>;
export type CohortRun = { readonly logit: number; readonly stages: number[]; readonly groups: number[] };
export type CohortReader = Awaited<ReturnType<typeof openCohort>>;

const AREA = MAP_SIDE * MAP_SIDE;
/** The nodule's value in a location map without the transform, as in training (`train_tmdl.py`). */
const PLACE_ONLY = 0.5;
const ANSWERS = ['logit', 'stageLogits', 'groupLogits'];
const FUSION = path.resolve(import.meta.dirname, '../models/packs/llnm-1.0.0/fusion.onnx');

/** The cohort as exported and drawn, with the pack's fusion network ready to run on it. */
export async function openCohort(threads = 2) {
  const json = (name: string) => JSON.parse(readFileSync(path.join(COHORT_WORK, name), 'utf8'));
  const { views } = json('features.json') as {
    views: {
      extraction: number;
      known: number[];
      unknown: number[];
      glandKnown: number[];
      glandUnknown: number[];
      distanceMm: number;
      halfThicknessMm: number;
      lengthMm: number;
    }[];
  };
  const { cases } = json('cases.json') as { cases: (DrawnCase & { reportLength: number })[] };
  const open = (name: string) => openSync(path.join(COHORT_WORK, name), 'r');
  const files = {
    locations: open('locations.u8'),
    textures: open('textures.u8'),
    margins: open('margins.u8'),
    reports: open('reports.f16'),
  };
  const network = readFileSync(FUSION);
  const session = await ort.InferenceSession.create(onlyOutputs(network, ANSWERS) ?? network, {
    intraOpNumThreads: threads,
  });

  const map = (file: number, index: number): Uint8Array => {
    const bytes = new Uint8Array(AREA);
    readSync(file, bytes, 0, AREA, index * AREA);
    return bytes;
  };
  const feeds = (index: number, missing: Missing, locationOf: number): Record<string, ort.Tensor> => {
    const c = cases[index]!;
    const own = missing.has('secondView') ? c.views.slice(0, 1) : c.views;
    const count = own.length;
    const location = new Float32Array(count * AREA).fill(-1);
    const texture = new Float32Array(count * AREA);
    const margin = new Float32Array(count * AREA);
    const morphology = new Float32Array(count * 5);
    const gland = new Float32Array(count * 3);
    for (const [k, v] of own.entries()) {
      const view = views[v]!;
      if (!missing.has('location')) {
        const bytes = map(files.locations, cases[locationOf]!.views[k]!);
        for (let i = 0; i < AREA; i++)
          location[k * AREA + i] = missing.has('transform')
            ? bytes[i]! >= 2
              ? PLACE_ONLY
              : -1
            : bytes[i]! >= 2
              ? (bytes[i]! - 2) / 253
              : bytes[i]! / 2 - 1;
      }
      const placed = views[cases[locationOf]!.views[k]!]!;
      gland.set(missing.has('scale') ? placed.glandUnknown : placed.glandKnown, k * 3);
      if (missing.has('location') || missing.has('transform')) gland[k * 3] = TYPICAL_GLAND_NUMBER;
      if (missing.has('morphology')) continue;
      const [t, m] = [map(files.textures, view.extraction), map(files.margins, view.extraction)];
      for (let i = 0; i < AREA; i++) {
        texture[k * AREA + i] = t[i]! / 255;
        margin[k * AREA + i] = m[i]! / 255;
      }
      morphology.set(missing.has('scale') ? view.unknown : view.known, k * 5);
    }
    const half = new Float16Array(REPORT_TOKENS * REPORT_WIDTH);
    readSync(files.reports, new Uint8Array(half.buffer), 0, half.byteLength, index * half.byteLength);
    const length = missing.has('report') ? 0 : c.reportLength;
    const facts = {
      sex: missing.has('demographics') || missing.has('sex') ? null : c.sex,
      ageYears: missing.has('demographics') || missing.has('age') ? null : c.ageYears,
    };
    const tensor = (data: Float32Array, dims: number[]) => new ort.Tensor('float32', data, dims);
    const maps = [count, 1, MAP_SIDE, MAP_SIDE];
    return {
      location: tensor(location, maps),
      texture: tensor(texture, maps),
      margin: tensor(margin, maps),
      report: tensor(Float32Array.from(half), [1, REPORT_TOKENS, REPORT_WIDTH]),
      reportMask: tensor(
        Float32Array.from({ length: REPORT_TOKENS }, (_, i) => (i < length ? 1 : 0)),
        [1, REPORT_TOKENS],
      ),
      demographics: tensor(Float32Array.from(demographicNumbers(facts)), [1, 4]),
      morphology: tensor(morphology, [count, 5]),
      gland: tensor(gland, [count, 3]),
    };
  };

  return {
    cases,
    /** Those who come to the decision; the rest of the draws serve training alone. */
    indices: (split: CohortSplit): number[] =>
      cases.flatMap((c, i) => (c.split === split && c.selected ? [i] : [])),
    /** A case as the product's inference process takes it. */
    inputsOf(index: number): FusionTensors {
      const tensors = Object.entries(feeds(index, new Set(), index)).map(([name, { data, dims }]) => [
        name,
        { type: 'float32', data, dims: [...dims] },
      ]);
      return Object.fromEntries(tensors);
    },
    /** Runs the network on these cases, its three answers alone; location maps may come from other cases. */
    async runAll(
      indices: readonly number[],
      name: string,
      missing: Missing = new Set(),
      locationsOf: readonly number[] = indices,
    ): Promise<CohortRun[]> {
      const found: CohortRun[] = [];
      for (const [at, index] of indices.entries()) {
        const outputs = await session.run(feeds(index, missing, locationsOf[at]!), ANSWERS);
        const values = (key: string) => Array.from(outputs[key]!.data as Float32Array);
        found.push({
          logit: values('logit')[0]!,
          stages: softmax(values('stageLogits')),
          groups: values('groupLogits'),
        });
        if (at > 0 && at % 500 === 0) console.log(`  … ${name} ${at} of ${indices.length}`);
      }
      return found;
    },
    /** The part of the generator's log-odds that one feature carries. */
    partOf(index: number, name: FeatureName): number {
      const { terms, scores, sex, ageYears } = cases[index]!;
      const parts: Record<FeatureName, number> = {
        location: terms.location,
        report: terms.report,
        internalMorphology: MORPHOLOGY.heterogeneity * scores.heterogeneity,
        margin: MORPHOLOGY.sharpness * scores.sharpness,
        echogenicity: MORPHOLOGY.echogenicity * scores.echogenicity,
        shape: MORPHOLOGY.logLengthMm * scores.logLengthMm + MORPHOLOGY.ratio * scores.ratio,
        sex: sex === 'M' ? DEMOGRAPHICS.male : 0,
        age: DEMOGRAPHICS.per15Years * ((ageYears - 43) / 15),
      };
      return parts[name];
    },
    stageOddsOf: (index: number) => stageOdds(cases[index]!.logOdds),
    /** What a plain regression may use: distance share, length, ratio, echogenicity, sex, age. */
    measuredNumbers(index: number): number[] {
      const c = cases[index]!;
      const own = c.views.map((v) => views[v]!);
      const mean = (pick: (view: (typeof own)[number]) => number) =>
        own.reduce((sum, view) => sum + pick(view), 0) / own.length;
      return [
        Math.min(...own.map((view) => view.distanceMm)),
        Math.log(mean((view) => view.lengthMm)),
        mean((view) => view.known[3]!),
        mean((view) => view.known[0]!),
        c.sex === 'M' ? 1 : 0,
        (c.ageYears - 43) / 15,
      ];
    },
  };
}

function softmax(values: readonly number[]): number[] {
  const powers = values.map((value) => Math.exp(value - Math.max(...values)));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
