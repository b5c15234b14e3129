import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Faithfulness,
  type FaithfulnessCheck,
  faithfulnessSchema,
  provenMethods,
} from '../../../app/explanation/faithfulness.ts';
import { neutralSchema } from '../../../app/explanation/neutral.ts';
import { seededRandom } from '../../../app/morphology/random.ts';
import { DEFAULT_SETTINGS } from '../../../app/settings.ts';
import { createInference } from '../../../main/inference/client.ts';
import { forkInference } from '../../../main/inference/fork.ts';
import { riskOfLogit } from '../../../main/pipeline/fuse.ts';
import { networkOf } from '../../../main/pipeline/networkOf.ts';
import { packsToEvaluate } from '../packs.ts';
import { EvaluateTrouble } from '../result.ts';
import { faithfulnessCases } from './cases.ts';
import { writeExplanations } from './explanationsFile.ts';
import { fitNeutral } from './fitNeutral.ts';
import { measureFaithfulness } from './measure.ts';
import { type AskNetwork, logitOf } from './measureCase.ts';
import { shuffledPacks } from './shuffledPacks.ts';

const COMMAND = 'npm run evaluate -- --faithfulness';

/**
 * How far the explanations of the pack in use can be believed, through the product's own inference process.
 * Usage: npm run evaluate -- --faithfulness [--limit 40] [--reports 40] [--repeated 12] [--exact 4] [--calibrating 16]
 *        [--json FILE] [--packs FOLDER] [--threads 2] [--write]
 * `--reports` cases for the curves of the report, `--limit` for all others.
 * `--repeated` of the cases are asked again with noise and of shuffled networks, `--exact` with all 256 sets of
 * features; `--calibrating 0` takes what is typical from the pack instead of fitting it.
 * `--write` puts the result beside the training logs and into the shipped pack's manifest and card.
 */
export async function evaluateFaithfulness(): Promise<void> {
  const { values } = parseArgs({
    options: {
      faithfulness: { type: 'boolean' },
      limit: { type: 'string', default: '40' },
      reports: { type: 'string', default: '40' },
      repeated: { type: 'string', default: '12' },
      exact: { type: 'string', default: '4' },
      calibrating: { type: 'string', default: '16' },
      threads: { type: 'string', default: '2' },
      json: { type: 'string' },
      packs: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const count = (
    name: 'limit' | 'reports' | 'repeated' | 'calibrating' | 'exact' | 'threads',
    least: number,
  ) => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < least)
      throw new EvaluateTrouble(`--${name} is a whole number from ${least}, not "${values[name]}"`);
    return number;
  };
  const { mainLineFolder } = packsToEvaluate(values.packs ? path.resolve(values.packs) : null);
  const threads = count('threads', 1);
  const inference = createInference({
    start: forkInference,
    packFolder: mainLineFolder,
    threads: () => threads,
  });
  const began = performance.now();
  const pack = await inference.pack();
  const shuffled = shuffledPacks(pack, 1);
  try {
    const fusion = networkOf(pack.manifest, 'fusion');
    const ask: AskNetwork = (inputs, outputs) => inference.run('fusion', inputs, undefined, outputs);
    const cases = await faithfulnessCases(
      count('limit', 2),
      count('reports', 2),
      count('calibrating', 0),
      inference,
    );
    console.log(`Faithfulness · ${pack.manifest.name} ${pack.manifest.version} · ${cases.on}`);
    const shipped = neutralSchema.safeParse(fusion.parameters.neutral);
    const neutral =
      cases.calibration.length === 0 && shipped.success
        ? shipped.data
        : await fitNeutral(cases.calibration, async (one) => logitOf(await ask(one, ['logit'])));
    const checks = await measureFaithfulness(
      cases,
      {
        ask,
        neutral,
        toRisk: (logit, of) => riskOfLogit(logit, of, pack, DEFAULT_SETTINGS),
        random: seededRandom(7),
      },
      shuffled,
      inference,
      { repeatedCases: count('repeated', 1), exactCases: count('exact', 0) },
    );
    const faithfulness: Faithfulness = faithfulnessSchema.parse({
      of: fusion.sha256,
      on: cases.on,
      command: COMMAND,
      checks,
    });
    console.log(`\n${checks.map(checkText).join('\n')}`);
    console.log(
      `\nshown by the product: ${[...provenMethods(faithfulness, fusion.sha256)].join(', ') || 'nothing'}`,
    );
    if (values.json) {
      mkdirSync(path.dirname(path.resolve(values.json)), { recursive: true });
      writeFileSync(values.json, `${JSON.stringify({ neutral, faithfulness }, null, 1)}\n`);
    }
    if (values.write) console.log(`written: ${writeExplanations({ neutral, faithfulness }).join(', ')}`);
    console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`);
  } finally {
    shuffled.remove();
    await inference.close();
  }
}

function checkText({ method, check, value, interval, cases, passed }: FaithfulnessCheck): string {
  const range = interval ? ` (95% ${interval[0].toFixed(3)} to ${interval[1].toFixed(3)})` : '';
  const verdict = passed === null ? '' : passed ? '  passed' : '  FAILED';
  return `  ${method.padEnd(13)} ${check.padEnd(15)} ${value.toFixed(3).padStart(7)}${range}, ${cases} cases${verdict}`;
}
