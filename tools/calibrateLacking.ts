import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packManifestSchema } from '../app/pack/manifest.ts';
import { type Calibration, calibrate, calibrationSchema, sigmoid } from '../app/risk/calibrate.ts';
import { fitCalibration, roundedCalibration } from '../app/risk/fitCalibration.ts';
import { allLackings, type LackingCalibration } from '../app/risk/lacking.ts';
import { expectedAuc } from '../app/statistics/auc.ts';
import { SAID_RISK } from '../app/words/percent.ts';
import { writeLacking } from './calibrateLacking/lackingFile.ts';
import type { Missing } from './cohortReader.ts';
import { heldOutCohort } from './heldOutCohort.ts';

/**
 * Calibrates the fusion network on cases that lack something (second view, scale, report, sex; all fifteen sets of them),
 * on the calibration pictures, and measures on the test pictures what the calibration for complete cases would have said
 * of them: how sure it was, and how right. Simulated labels throughout. After `npm run evaluate:fusion`.
 * Usage: npm run evaluate:lacking [-- --limit N]   (--limit: first N cases of each, nothing written)
 */
const PACK = path.resolve(import.meta.dirname, '../models/packs/llnm-1.0.0');
const cohort = await heldOutCohort();
const at = process.argv.indexOf('--limit');
const limit = at > 0 ? Number(process.argv[at + 1]) : Infinity;
const calibrationCases = cohort.indices('calibration').slice(0, limit);
const testCases = cohort.indices('test').slice(0, limit);
const own = testCases.map((i) => sigmoid(cohort.cases[i]!.logOdds));
const manifest = packManifestSchema.parse(JSON.parse(readFileSync(path.join(PACK, 'manifest.json'), 'utf8')));
const complete = calibrationSchema.parse(
  manifest.networks.find(({ role }) => role === 'fusion')!.parameters.calibration,
);

console.log(
  `calibrated on ${calibrationCases.length} cases, measured on ${testCases.length} (AUC over the simulated labels' chances)`,
);
console.log(
  'of the cases said to be at ≤5% or ≥95%: how many, and the share in which the generator has it the other way;',
);
console.log('by the calibration of complete cases, by their own\n');
console.log(
  `${'lacking'.padEnd(34)} slope    AUC   Brier      sure, wrong (complete)   sure, wrong (own)   interval at a logit of 3`,
);
const found: LackingCalibration[] = [];
report('nothing', complete, complete, await logits(testCases, new Set()));
// Not calibrated apart: told here, so that one sees what that costs.
report('age (as complete)', complete, complete, await logits(testCases, new Set(['age'])));
for (const lacking of allLackings()) {
  const calibration = roundedCalibration(
    fitCalibration(
      await logits(calibrationCases, new Set(lacking)),
      calibrationCases.map((i) => cohort.cases[i]!.positive),
    ),
  );
  const tested = await logits(testCases, new Set(lacking));
  found.push({ lacking, calibration, auc: Number(expectedAuc(tested, own).toFixed(4)) });
  report(lacking.join(', '), complete, calibration, tested);
}
if (limit === Infinity) {
  const of = createHash('sha256')
    .update(readFileSync(path.join(PACK, 'fusion.onnx')))
    .digest('hex');
  console.log(
    `\nwritten: ${writeLacking({ of, calibrationLacking: found })}; node tools/packFusion.ts takes it into the manifest`,
  );
}

async function logits(cases: readonly number[], missing: Missing): Promise<number[]> {
  const runs = await cohort.runAll(cases, [...missing].join(', '), missing);
  return runs.map(({ logit }) => logit);
}

function report(name: string, usual: Calibration, calibration: Calibration, tested: readonly number[]): void {
  const [low, high] = calibrate(3, calibration).interval;
  const risks = tested.map((logit) => calibrate(logit, calibration).probability);
  const brier = risks.reduce((sum, p, i) => sum + own[i]! * (1 - p) ** 2 + (1 - own[i]!) * p ** 2, 0);
  console.log(
    [
      name.padEnd(34),
      calibration.slope.toFixed(2).padStart(5),
      expectedAuc(tested, own).toFixed(3).padStart(6),
      (brier / tested.length).toFixed(3).padStart(7),
      sure(usual, tested).padStart(26),
      sure(calibration, tested).padStart(19),
      `${low.toFixed(2)}–${high.toFixed(2)}`.padStart(14),
    ].join(' '),
  );
}

/** How often the ends of what is said are reached, and how often the generator has it otherwise there. */
function sure(calibration: Calibration, tested: readonly number[]): string {
  const wrong = tested.flatMap((logit, i) => {
    const { probability } = calibrate(logit, calibration);
    if (probability >= SAID_RISK.max) return [1 - own[i]!];
    return probability <= SAID_RISK.min ? [own[i]!] : [];
  });
  if (wrong.length === 0) return '0, –';
  return `${wrong.length}, ${((100 * wrong.reduce((a, b) => a + b, 0)) / wrong.length).toFixed(1)}%`;
}
