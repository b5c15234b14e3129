import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import * as ort from 'onnxruntime-node';
import type { PlainTensors } from '../../main/inference/protocol.ts';
import { logitsOf } from '../../main/opinions/cytology.ts';
import { readColour, type SmearRow } from './smears.ts';

const TRAINING = path.resolve(import.meta.dirname, '../../models/training');
const LOG = path.join(TRAINING, 'logs/thyroid-effi-held-out.csv');
export const SYSTEMS = ['basic', 'premium'] as const;
export type System = (typeof SYSTEMS)[number];
export type HeldOut = Record<System, number[][]>;

/**
 * Raw logits of every picture from the networks that never saw its block. Asked anew through onnxruntime where the
 * training on this machine left the folds' networks; else what that training wrote beside its recipe.
 */
export async function heldOutLogits(
  rows: readonly SmearRow[],
  folds: readonly number[],
): Promise<{ logits: HeldOut; from: string }> {
  const networks = [...new Set(folds)].map((fold) => path.join(TRAINING, `work/thyroid-effi-fold${fold}`));
  if (networks.every((start) => SYSTEMS.every((system) => existsSync(`${start}-${system}.onnx`))))
    return { logits: await askFolds(rows, folds), from: 'the folds’ ONNX files, run now' };
  return { logits: readLog(rows, folds), from: path.relative(process.cwd(), LOG) };
}

async function askFolds(rows: readonly SmearRow[], folds: readonly number[]): Promise<HeldOut> {
  const logits: HeldOut = { basic: [], premium: [] };
  for (const fold of new Set(folds)) {
    const run = await openPair(path.join(TRAINING, `work/thyroid-effi-fold${fold}`));
    for (const [i, row] of rows.entries()) {
      if (folds[i] !== fold) continue;
      const picture = await readColour(row.file);
      for (const answer of SYSTEMS) logits[answer][i] = await logitsOf(picture, { answer }, { run });
    }
  }
  return logits;
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

function readLog(rows: readonly SmearRow[], folds: readonly number[]): HeldOut {
  if (!existsSync(LOG)) throw new Error(`${LOG} is not here: train first (models/training/README.md).`);
  const lines: Record<string, string>[] = parse(readFileSync(LOG), { columns: true });
  if (lines.length !== rows.length || lines.some((line, i) => Number(line.fold) !== folds[i]))
    throw new Error(`${LOG} belongs to other pictures: train anew.`);
  const columns = (system: System) =>
    Object.keys(lines[0]!).filter((name) => new RegExp(`^${system}\\d+$`).test(name));
  return {
    basic: lines.map((line) => columns('basic').map((name) => Number(line[name]))),
    premium: lines.map((line) => columns('premium').map((name) => Number(line[name]))),
  };
}
