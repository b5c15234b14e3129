import type { Opinion } from '../../app/opinion/opinion.ts';
import { auc } from '../../app/statistics/auc.ts';
import type { ActivePack, Inference } from '../../main/inference/client.types.ts';
import { askOpinions } from '../../main/opinions/askOpinions.ts';
import type { CytologyPicture, OpinionCase } from '../../main/opinions/runner.ts';
import { type Answered, binaryResult, compareShared, measure } from './binary.ts';
import type { SeenPicture } from './pictures.ts';
import { type Comparison, EvaluateTrouble, type Result } from './result.ts';

const NO_FACTS: OpinionCase['facts'] = { ageYears: null, sex: null, side: null, pole: null, report: '' };

export function modelName({ manifest }: ActivePack): string {
  return `${manifest.name} ${manifest.version}`;
}

/** Asks packs about one case exactly as an assessment does; a failure ends the evaluation with its reason. */
export async function ask(
  input: Partial<Pick<OpinionCase, 'views'>> & { cytology?: readonly CytologyPicture[] },
  packs: readonly ActivePack[],
  inference: Inference,
): Promise<Opinion[]> {
  const { opinions, findings } = await askOpinions(
    { facts: NO_FACTS, views: input.views ?? [], cytology: input.cytology ?? [] },
    packs,
    inference,
  );
  const failed = findings[0];
  if (failed) throw new EvaluateTrouble(`${failed.values.system} could not be run: ${failed.values.reason}`);
  return opinions;
}

export type MalignancyAnswer = { readonly seen: SeenPicture; readonly opinions: readonly Opinion[] };

/** Probability of malignancy at the product's own best detection; pictures without an answer are counted apart. */
export function malignancyResults(
  on: string,
  packs: readonly ActivePack[],
  asked: readonly MalignancyAnswer[],
  cutoff: number,
  resamples: number,
): { results: Result[]; comparisons: Comparison[] } {
  const models = packs.map((pack, k) => {
    const answered = asked.flatMap(({ seen, opinions }): Answered[] => {
      const answer = opinions[k]!.answer;
      if (!answer) return [];
      return [
        {
          id: seen.picture.name,
          patient: seen.picture.patient,
          probability: answer.probability,
          label: labelOf(seen),
        },
      ];
    });
    return { model: modelName(pack), answered, calibrated: pack.manifest.calibration !== undefined };
  });
  const results = models.map(({ model, answered, calibrated }) => {
    if (answered.length === 0) throw new EvaluateTrouble(`${model} gave no answer on any picture of ${on}`);
    const silent = asked.length - answered.length;
    const notes = [
      `answered ${answered.length} of ${asked.length} pictures${silent ? `; on ${silent} no nodule was found, and they are in no figure` : ''}`,
      ...(calibrated ? [] : ['the pack carries no calibration']),
    ];
    const result = binaryResult({ task: 'malignancy', model, on, notes }, answered, cutoff, resamples);
    return { ...result, baselines: [...result.baselines, sizeBaseline(asked)] };
  });
  const comparisons = models.flatMap((first, i) =>
    models.slice(i + 1).map((second) => compareShared(on, first, second)),
  );
  return { results, comparisons };
}

/** What the detected box's share of the picture alone tells. */
function sizeBaseline(asked: readonly MalignancyAnswer[]) {
  const found = asked.filter(({ seen }) => seen.view.nodules.length > 0);
  const areas = found.map(({ seen: { view } }) => {
    const { box } = view.nodules[0]!;
    return (box.width * box.height) / (view.prepared.frame.width * view.prepared.frame.height);
  });
  const value = auc(
    areas,
    found.map(({ seen }) => labelOf(seen)),
  );
  return measure('AUC of the detected box’s size alone', value);
}

function labelOf({ picture }: SeenPicture): 0 | 1 {
  const text = picture.row.malignant;
  if (text !== '0' && text !== '1')
    throw new EvaluateTrouble(
      `labels.csv, picture ${picture.name}: "${text}" in column malignant is neither 0 nor 1`,
    );
  return text === '1' ? 1 : 0;
}
