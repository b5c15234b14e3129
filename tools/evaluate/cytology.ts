import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { FailureError } from '../../app/failure.ts';
import { bootstrapIntervals, groupsOf } from '../../app/statistics/bootstrap.ts';
import { type ClassAnswer, classMeasures, confusionMatrix } from '../../app/statistics/severalClasses.ts';
import { sayFailure } from '../../app/words/say.ts';
import { readSmear } from '../../main/imports/smearPicture.ts';
import type { ActivePack, Inference } from '../../main/inference/client.types.ts';
import type { CytologyPicture } from '../../main/opinions/runner.ts';
import { measure } from './binary.ts';
import type { Folder, LabelledPicture } from './folder.ts';
import { ask, modelName } from './opinions.ts';
import { EvaluateTrouble, type Result } from './result.ts';

/** The classes of each picture's smear, asked of each cytology pack picture by picture. */
export async function cytologyResults(
  folder: Folder,
  on: string,
  packs: readonly ActivePack[],
  inference: Inference,
  resamples: number,
): Promise<Result[]> {
  const runs = runsOf(folder.pictures);
  const results: Result[] = [];
  for (const pack of packs) {
    const classes = pack.manifest.classes!.map((one) => one.name);
    const answers: (ClassAnswer & { id: string; patient: string | null })[] = [];
    const unknown = new Set<string>();
    for (const picture of folder.pictures) {
      const truth = classes.findIndex((name) => grade(name) === grade(picture.row.bethesda ?? ''));
      if (truth < 0) {
        unknown.add(picture.row.bethesda ?? '');
        continue;
      }
      const [opinion] = await ask({ cytology: [await smearOf(picture)] }, [pack], inference);
      const answer = opinion!.answer;
      if (!answer) throw new EvaluateTrouble(`${modelName(pack)} gave no answer on ${picture.name}`);
      answers.push({
        id: picture.name,
        patient: picture.patient ?? (picture.row.block || runs.get(picture.name)!),
        truth,
        probabilities: answer.classes.map((one) => one.probability),
      });
    }
    if (answers.length === 0)
      throw new EvaluateTrouble(
        `${modelName(pack)} knows the classes ${classes.join(', ')}; labels.csv has ${[...unknown].join(', ')}`,
      );
    results.push(resultOf(on, pack, classes, answers, [...unknown], resamples));
  }
  return results;
}

/**
 * Where nothing tells the slide or patient, pictures of one class with consecutive numbers are drawn together:
 * neighbours may show one slide. By the picture's name.
 */
export function runsOf(pictures: readonly Pick<LabelledPicture, 'name' | 'row'>[]): Map<string, string> {
  const numbered = pictures
    .map(({ name, row }) => ({ name, kind: row.bethesda ?? '', number: Number(/(\d+)\D*$/.exec(name)?.[1]) }))
    .sort((a, b) => (a.kind === b.kind ? a.number - b.number : a.kind < b.kind ? -1 : 1));
  let run = 0;
  return new Map(
    numbered.map(({ name, kind, number }, i) => {
      const before = numbered[i - 1];
      if (before?.kind !== kind || before.number + 1 !== number) run++;
      return [name, `run ${run}`];
    }),
  );
}

/** Read as the product reads it into its store, and out of it again. */
async function smearOf(picture: LabelledPicture): Promise<CytologyPicture> {
  const name = path.basename(picture.file);
  const { png, width, height } = await readSmear(readFileSync(picture.file), name).catch(
    (thrown: unknown) => {
      if (!(thrown instanceof FailureError)) throw thrown;
      throw new EvaluateTrouble(`${name}: ${sayFailure('en', thrown.failure)}`);
    },
  );
  const rgb = new Uint8Array(await sharp(png).raw().toBuffer());
  return { imageId: picture.name, fileName: name, width, height, rgb };
}

function resultOf(
  on: string,
  pack: ActivePack,
  classes: readonly string[],
  answers: readonly (ClassAnswer & { id: string; patient: string | null })[],
  unknown: readonly string[],
  resamples: number,
): Result {
  const groups = groupsOf(answers.map((a) => a.patient));
  const numbers = (cases: readonly number[]) => {
    const found = classMeasures(
      cases.map((i) => answers[i]!),
      classes.length,
    );
    return { macroF1: found.macroF1, accuracy: found.accuracy, macroAuc: found.macroAuc, brier: found.brier };
  };
  const all = answers.map((_, i) => i);
  const values = numbers(all);
  const ranges = bootstrapIntervals(groups, numbers, undefined, resamples);
  const counts = classes.map((_, c) => answers.filter((a) => a.truth === c).length);
  const commonest = counts.indexOf(Math.max(...counts));
  const constant = classMeasures(
    answers.map(({ truth }) => ({
      truth,
      probabilities: classes.map((_, c) => (c === commonest ? 1 : 0)),
    })),
    classes.length,
  );
  const { f1 } = classMeasures(answers, classes.length);
  return {
    task: 'cytology',
    model: modelName(pack),
    on,
    cases: answers.length,
    groups: groups.length,
    measures: [
      measure('macro F1', values.macroF1, ranges.macroF1),
      measure('accuracy', values.accuracy, ranges.accuracy),
      measure('macro AUC, one against the rest', values.macroAuc, ranges.macroAuc),
      measure('Brier score, all classes', values.brier, ranges.brier),
      ...classes.map((name, c) => measure(`F1 of ${name}`, f1[c]!)),
    ],
    baselines: [measure('macro F1 of always naming the commonest class', constant.macroF1)],
    notes: [
      ...confusionMatrix(answers, classes.length).map(
        (row, c) => `true ${classes[c]}: named ${row.map((count, k) => `${classes[k]} ${count}`).join(', ')}`,
      ),
      ...(unknown.length
        ? [
            `left out, classes that the pack does not know: ${unknown.map((name) => name || 'empty').join(', ')}`,
          ]
        : []),
    ],
    answers: answers.map((a) => ({ id: a.id, value: Math.max(...a.probabilities), truth: a.truth })),
  };
}

/** `B4`, `IV`, `Bethesda IV` and `bethesda4` are one class; other names are compared as they are. */
function grade(name: string): string {
  const short = name
    .trim()
    .toLowerCase()
    .replace(/^b(ethesda)?[\s_-]*/, '');
  const roman = ['i', 'ii', 'iii', 'iv', 'v', 'vi'].indexOf(short);
  return roman >= 0 ? String(roman + 1) : short;
}
