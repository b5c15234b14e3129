import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FEATURE_NAMES } from '../../../app/case/assessment.ts';
import { exampleCases, renderExample } from '../../../app/examples/index.ts';
import { REPORT_PARTS_MAX } from '../../../app/explanation/reportEffects.ts';
import type { FusionTensors } from '../../../app/fusion/fusionInputs.ts';
import { type ReadPart, readParts } from '../../../app/report/reportParts.ts';
import { createReportTokeniser } from '../../../app/report/tokenise.ts';
import { DEFAULT_SETTINGS } from '../../../app/settings.ts';
import type { Inference } from '../../../main/inference/client.types.ts';
import { activePackFolder } from '../../../main/packs/installed.ts';
import { fusionCase } from '../../../main/pipeline/fusionCase.ts';
import { packsFolder } from '../../../main/shell/folders.ts';
import { COHORT_WORK } from '../../cohortFrames.ts';

/** A case as the fusion network takes it. */
export type FaithfulnessCase = {
  readonly inputs: FusionTensors;
  /** The generator's part of each feature in the log-odds, in the order of FEATURE_NAMES; null for phantoms. */
  readonly parts: readonly number[] | null;
  /** What stands between two marks of its report, with the tokens read of it. */
  readonly report: readonly ReadPart[];
};
export type FaithfulnessCases = {
  readonly on: string;
  readonly test: readonly FaithfulnessCase[];
  /** Test cases whose reports are taken apart: that is quick, and may be asked of more. */
  readonly reports: readonly FaithfulnessCase[];
  /** Never among the test cases; what is typical is fitted on them. Empty for phantoms. */
  readonly calibration: readonly FaithfulnessCase[];
};

/** One case of each of `limit` held-out pictures of the simulated cohort where it was exported, else the phantoms. */
export async function faithfulnessCases(
  limit: number,
  reports: number,
  calibrating: number,
  inference: Inference,
): Promise<FaithfulnessCases> {
  if (existsSync(path.join(COHORT_WORK, 'reports.f16')))
    return await cohortCases(limit, reports, calibrating);
  const test: FaithfulnessCase[] = [];
  for (const example of exampleCases().slice(0, limit)) {
    const inputs = await fusionCase(
      {
        caseId: example.facts.label,
        caseRevision: 1,
        facts: example.facts,
        views: renderExample(example).map(({ kind, frame }) => ({
          kind,
          imageId: kind,
          frame,
          spacingSource: null,
          colour: false,
          handNodule: null,
          handGland: null,
          chosenNodule: 0,
        })),
        settings: DEFAULT_SETTINGS,
      },
      inference,
    );
    if (inputs) {
      const { tokens } = inputs.report.tokenised;
      test.push({
        inputs: inputs.tensors,
        parts: null,
        report: readParts(example.facts.report, tokens, REPORT_PARTS_MAX),
      });
    }
  }
  return { on: `${test.length} phantom examples`, test, reports: test, calibration: [] };
}

async function cohortCases(limit: number, reports: number, calibrating: number): Promise<FaithfulnessCases> {
  const { openCohort } = await import('../../cohortReader.ts');
  const cohort = await openCohort(1);
  const pack = activePackFolder(packsFolder());
  const tokenise = createReportTokeniser(readFileSync(path.join(pack, 'report-vocab.txt'), 'utf8'));
  const onePerPicture = (split: 'test' | 'calibration', count: number): number[] => {
    const seen = new Set<string>();
    const own = cohort.indices(split).filter((i) => {
      const { picture } = cohort.cases[i]!;
      return seen.has(picture) ? false : seen.add(picture);
    });
    // Not always the first case of a picture: those lie in their own gland, the others in another picture's.
    const all = cohort.indices(split);
    return Array.from({ length: Math.min(count, own.length) }, (_, k) => {
      const { picture } = cohort.cases[own[Math.floor((k * own.length) / count)]!]!;
      const siblings = all.filter((i) => cohort.cases[i]!.picture === picture);
      return siblings[k % siblings.length]!;
    });
  };
  const read = (i: number): FaithfulnessCase => ({
    get inputs() {
      return cohort.inputsOf(i);
    },
    parts: FEATURE_NAMES.map((name) => cohort.partOf(i, name)),
    report: readParts(cohort.cases[i]!.report, tokenise(cohort.cases[i]!.report).tokens, REPORT_PARTS_MAX),
  });
  const test = onePerPicture('test', limit).map(read);
  return {
    on: `${test.length} held-out semi-synthetic cases of as many pictures, simulated labels`,
    test,
    reports: onePerPicture('test', reports).map(read),
    calibration: onePerPicture('calibration', calibrating).map(read),
  };
}
