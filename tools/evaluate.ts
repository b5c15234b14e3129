/**
 * Measures the model packs in use on a folder of labelled data: what is measured follows from what the folder holds.
 * Usage: npm run evaluate -- --data FOLDER [--json FILE] [--figures FOLDER] [--packs FOLDER] [--cutoff 0.5]
 *        [--masks nodule|gland] [--all] [--limit N] [--resamples 1000]
 *        npm run evaluate -- --faithfulness [--limit 40] [--repeated 12] [--exact 4] [--calibrating 16] [--json FILE]
 *        [--packs FOLDER] [--threads 2] [--write]
 * Layouts and figures are described in docs/evaluate.md. Exit code 2 when the folder cannot be evaluated.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FailureError } from '../app/failure.ts';
import { RESAMPLES } from '../app/statistics/bootstrap.ts';
import { sayFailure } from '../app/words/say.ts';
import { createInference } from '../main/inference/client.ts';
import { forkInference } from '../main/inference/fork.ts';
import { readPack } from '../main/inference/packFiles.ts';
import { evaluateFaithfulness } from './evaluate/faithfulness/index.ts';
import { writeFigures } from './evaluate/figures/figures.ts';
import { limited, lookInto } from './evaluate/folder.ts';
import { measureFolder } from './evaluate/measureFolder.ts';
import { packsToEvaluate } from './evaluate/packs.ts';
import { comparisonText, resultText } from './evaluate/print.ts';
import { EvaluateTrouble } from './evaluate/result.ts';

try {
  if (process.argv.includes('--faithfulness')) await evaluateFaithfulness();
  else await evaluate();
} catch (thrown) {
  if (thrown instanceof EvaluateTrouble) console.error(thrown.message);
  else if (thrown instanceof FailureError) console.error(sayFailure('en', thrown.failure));
  else throw thrown;
  process.exitCode = 2;
}

async function evaluate(): Promise<void> {
  const options = readOptions();
  const folder = limited(lookInto(options.data, options), options.limit);
  const { mainLineFolder, opinions } = packsToEvaluate(options.packs);
  const inference = createInference({
    start: forkInference,
    packFolder: mainLineFolder,
    threads: () => 2,
  });
  try {
    const began = performance.now();
    for (const note of folder.notes) console.log(note);
    const { results, comparisons, notes } = await measureFolder(folder, {
      inference,
      packs: opinions,
      cutoff: options.cutoff,
      resamples: options.resamples,
      onProgress: progress,
    });
    for (const result of results) console.log(`\n${resultText(result)}`);
    for (const comparison of comparisons) console.log(`\n${comparisonText(comparison)}`);
    for (const note of notes) console.log(`\n${note}`);
    if (results.length === 0)
      throw new EvaluateTrouble('Nothing was measured: no pack in use answers to this folder');
    const figures = writeFigures(results, options.figures);
    mkdirSync(path.dirname(options.json), { recursive: true });
    const written = {
      command: 'npm run evaluate',
      data: folder.path,
      packs: [readPack(mainLineFolder()), ...opinions].map(({ manifest: { name, version }, sha256 }) => ({
        name,
        version,
        sha256,
      })),
      resamples: options.resamples,
      cutoff: options.cutoff,
      notes: [...folder.notes, ...notes],
      results,
      comparisons,
      figures: figures.map((file) => path.basename(file)),
    };
    writeFileSync(options.json, `${JSON.stringify(written, null, 1)}\n`);
    console.log(`\n${((performance.now() - began) / 1000).toFixed(0)} s; numbers in ${options.json}`);
    if (figures.length) console.log(`${figures.length} figures in ${options.figures}`);
  } finally {
    await inference.close();
  }
}

function readOptions() {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      options: {
        data: { type: 'string' },
        json: { type: 'string' },
        figures: { type: 'string' },
        packs: { type: 'string' },
        cutoff: { type: 'string' },
        masks: { type: 'string' },
        resamples: { type: 'string' },
        limit: { type: 'string' },
        all: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new EvaluateTrouble(error instanceof Error ? error.message : String(error));
  }
  const text = (name: string) => values[name] as string | undefined;
  const data = text('data');
  if (!data) throw new EvaluateTrouble('Which folder? npm run evaluate -- --data FOLDER');
  const masks = text('masks') ?? null;
  if (masks !== null && masks !== 'nodule' && masks !== 'gland')
    throw new EvaluateTrouble(`--masks is nodule or gland, not "${masks}"`);
  const full = path.resolve(data);
  const json = path.resolve(text('json') ?? `.cache/evaluate/${path.basename(full)}.json`);
  return {
    data: full,
    json,
    figures: path.resolve(text('figures') ?? json.replace(/(\.json)?$/i, '-figures')),
    packs: text('packs') ? path.resolve(text('packs')!) : null,
    cutoff: numberBetween('--cutoff', text('cutoff') ?? '0.5', 0, 1),
    resamples: numberBetween('--resamples', text('resamples') ?? String(RESAMPLES), 100, 100_000),
    masks: masks as 'nodule' | 'gland' | null,
    all: values.all === true,
    limit: text('limit') === undefined ? null : numberBetween('--limit', text('limit')!, 1, 1_000_000),
  };
}

function numberBetween(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text === '' || !(value >= min && value <= max))
    throw new EvaluateTrouble(`${name} is a number from ${min} to ${max}, not "${text}"`);
  return value;
}

/** Progress goes to the error stream, so that the table can be piped; only where somebody watches. */
function progress(done: number, all: number): void {
  if (!process.stderr.isTTY || (done % 10 && done < all)) return;
  process.stderr.write(`\r${done} of ${all} pictures${done === all ? '\n' : ''}`);
}
