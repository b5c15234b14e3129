import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import * as ort from 'onnxruntime-node';
import type { PlainTensors } from '../../main/inference/protocol.ts';
import { readSmear } from '../../main/opinions/cytology.ts';
import { readColour, type SmearRow } from './smears.ts';

const TRAINING = path.resolve(import.meta.dirname, '../../models/training');
const LOG = path.join(TRAINING, 'logs/thyroid-effi-held-out.csv');
export const SYSTEMS = ['basic', 'premium'] as const;
export type System = (typeof SYSTEMS)[number];
export type HeldOut = Record<System, number[][]>;

/**
 * Raw logits of the pictures from the networks that never saw their block; a picture whose fold was not trained has
 * none. Asked anew through onnxruntime where the training on this machine left the folds' networks, and then kept
 * beside the recipe (numbers of rows and folds, no names, no labels); else what was kept there.
 */
export async function heldOutLogits(
  rows: readonly SmearRow[],
  folds: readonly number[],
): Promise<{ logits: HeldOut; from: string }> {
  const trained = [...new Set(folds)].filter((fold) =>
    SYSTEMS.every((system) => existsSync(`${startOf(fold)}-${system}.onnx`)),
  );
  const kept = readLog(rows, folds);
  if (trained.length === 0) {
    if (!kept) throw new Error(`${LOG} is not of these pictures: train first (models/training/README.md).`);
    return { logits: kept, from: path.relative(process.cwd(), LOG) };
  }
  const logits: HeldOut = kept ?? { basic: [], premium: [] };
  await askFolds(rows, folds, trained, logits);
  writeLog(logits, folds);
  return {
    logits,
    from: `folds ${trained.sort().join(', ')}: their ONNX files, run now; others: ${path.relative(process.cwd(), LOG)}`,
  };
}

const startOf = (fold: number): string => path.join(TRAINING, `work/thyroid-effi-fold${fold}`);

async function askFolds(
  rows: readonly SmearRow[],
  folds: readonly number[],
  trained: readonly number[],
  logits: HeldOut,
): Promise<void> {
  for (const fold of trained) {
    const run = await openPair(startOf(fold));
    for (const [i, row] of rows.entries()) {
      if (folds[i] !== fold) continue;
      const picture = await readColour(row.file);
      for (const answer of SYSTEMS)
        logits[answer][i] = (await readSmear(picture, { answer }, { run })).logits;
    }
  }
}

function writeLog({ basic, premium }: HeldOut, folds: readonly number[]): void {
  const classes = basic.find((one) => one !== undefined)!.length;
  const columns = SYSTEMS.flatMap((system) => Array.from({ length: classes }, (_, c) => `${system}${c}`));
  const lines = folds.flatMap((fold, i) =>
    basic[i] ? [[i, fold, ...[...basic[i], ...premium[i]!].map((value) => value.toFixed(4))].join()] : [],
  );
  writeFileSync(LOG, `${['row', 'fold', ...columns].join()}\n${lines.join('\n')}\n`);
}

/** Basic and Premium of one training as the runner of the product asks them. */
export async function openPair(start: string, threads = 2, joint = '-') {
  const options = { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3 as const };
  const sessions: Record<string, ort.InferenceSession> = {
    classifier: await ort.InferenceSession.create(`${start}${joint}basic.onnx`, options),
    regions: await ort.InferenceSession.create(`${start}${joint}premium.onnx`, options),
  };
  return async (role: string, inputs: PlainTensors): Promise<PlainTensors> => {
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, t]) => [name, new ort.Tensor(t.type, t.data as never, t.dims)]),
    );
    const outputs = await sessions[role]!.run(feeds);
    return Object.fromEntries(
      Object.entries(outputs).map(([name, t]) => [
        name,
        { type: 'float32' as const, data: t.data as Float32Array<ArrayBuffer>, dims: [...t.dims] },
      ]),
    );
  };
}

/** What was kept of these pictures; null where nothing was, or of others. */
function readLog(rows: readonly SmearRow[], folds: readonly number[]): HeldOut | null {
  if (!existsSync(LOG)) return null;
  const lines: Record<string, string>[] = parse(readFileSync(LOG), { columns: true });
  const columns = (system: System) =>
    Object.keys(lines[0]!).filter((name) => new RegExp(`^${system}\\d+$`).test(name));
  const logits: HeldOut = { basic: [], premium: [] };
  for (const line of lines) {
    const row = Number(line.row);
    if (row >= rows.length || Number(line.fold) !== folds[row]) return null;
    for (const system of SYSTEMS) logits[system][row] = columns(system).map((name) => Number(line[name]));
  }
  return logits;
}
