import path from 'node:path';
import type { ActivePack, Inference } from '../../main/inference/client.types.ts';
import { clinicalResults } from './clinical.ts';
import { cytologyResults } from './cytology.ts';
import type { Folder } from './folder.ts';
import { lateralNeckResults } from './lateralNeck.ts';
import { ask, type MalignancyAnswer, malignancyResults, modelName } from './opinions.ts';
import { boxResult, glandMaskResult, noduleMaskResult } from './outlines.ts';
import { type SeenPicture, seePicture } from './pictures.ts';
import { evaluatePredictions } from './predictions.ts';
import type { Comparison, Result } from './result.ts';

export type Machine = {
  readonly inference: Inference;
  /** Every opinion pack that is evaluated. */
  readonly packs: readonly ActivePack[];
  readonly cutoff: number;
  readonly resamples: number;
  /** Told how far the pictures are. */
  readonly onProgress?: (done: number, all: number) => void;
};

export type Measured = {
  readonly results: readonly Result[];
  readonly comparisons: readonly Comparison[];
  /** What the folder holds but no pack can be asked. */
  readonly notes: readonly string[];
};

/** Everything that the folder allows to measure, with the packs that are there. */
export async function measureFolder(folder: Folder, machine: Machine): Promise<Measured> {
  const { packs, cutoff, resamples } = machine;
  const results: Result[] = [];
  const comparisons: Comparison[] = [];
  const notes: string[] = [];
  const take = (more: { results: readonly Result[]; comparisons: readonly Comparison[] }) => {
    results.push(...more.results);
    comparisons.push(...more.comparisons);
  };
  for (const table of folder.predictions) take(evaluatePredictions(table, cutoff, resamples));
  const clinical = packs.filter((pack) => pack.manifest.task === 'clinical');
  for (const { file } of folder.cases) {
    const mainLine = await machine.inference.pack();
    const { inference, onProgress } = machine;
    take(await lateralNeckResults(file, mainLine, clinical, inference, cutoff, resamples, onProgress));
  }
  for (const table of folder.clinical) take(clinicalResults(table, clinical, cutoff, resamples));
  if (folder.clinical.length && !clinical.length)
    notes.push('no clinical pack is in use: patients were not asked');
  if (folder.columns.includes('bethesda')) {
    const cytology = packs.filter((pack) => pack.manifest.task === 'cytology');
    if (!cytology.length) notes.push('no cytology pack is in use: smears were not asked');
    const on = path.basename(folder.path);
    results.push(...(await cytologyResults(folder, on, cytology, machine.inference, resamples)));
  } else if (folder.pictures.length) take(await ultrasound(folder, machine, notes));
  return { results, comparisons, notes };
}

/** Boxes, outlines and malignancy: every picture is read and segmented once. */
async function ultrasound(folder: Folder, machine: Machine, notes: string[]) {
  const { inference, cutoff, resamples } = machine;
  const mainLine = await inference.pack();
  const malignancy = folder.columns.includes('malignant')
    ? machine.packs.filter((pack) => pack.manifest.task === 'malignancy')
    : [];
  if (folder.columns.includes('malignant') && !malignancy.length)
    notes.push('no malignancy pack is in use: malignancy was not asked');
  const seen: SeenPicture[] = [];
  const asked: MalignancyAnswer[] = [];
  for (const [i, picture] of folder.pictures.entries()) {
    const one = await seePicture(picture, mainLine, inference);
    seen.push(withoutPixels(one));
    if (malignancy.length)
      asked.push({ seen: seen.at(-1)!, opinions: await ask({ views: [one.view] }, malignancy, inference) });
    machine.onProgress?.(i + 1, folder.pictures.length);
  }
  const on = path.basename(folder.path);
  const about = { model: modelName(mainLine), on };
  const results: Result[] = [];
  if (folder.columns.includes('xmin')) results.push(boxResult(about, seen, resamples));
  if (seen.some((one) => one.noduleTruth)) results.push(noduleMaskResult(about, seen, resamples));
  if (seen.some((one) => one.glandTruth)) results.push(glandMaskResult(about, seen, resamples));
  const opinions = malignancy.length
    ? malignancyResults(on, malignancy, asked, cutoff, resamples)
    : { results: [], comparisons: [] };
  return { results: [...results, ...opinions.results], comparisons: opinions.comparisons };
}

/** Thousands of frames would not fit in memory; only their sizes are needed once they were asked. */
function withoutPixels(seen: SeenPicture): SeenPicture {
  const { prepared } = seen.view;
  const none = new Uint8Array();
  return {
    ...seen,
    view: {
      ...seen.view,
      prepared: {
        ...prepared,
        frame: { ...prepared.frame, pixels: none },
        view: { ...prepared.view, frame: { ...prepared.view.frame, pixels: none } },
      },
    },
  };
}
