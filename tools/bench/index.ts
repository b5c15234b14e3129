/**
 * npm run bench [-- name …]: each benchmark prints its figure beside a named peer measured in the same run.
 * Figures depend on the machine and on what else it does; ratios less so. Exit code 1 when a target is missed.
 */
import { loadavg } from 'node:os';
import { assessment } from './assessment.ts';
import { atlasView } from './atlasView.ts';
import { cytology } from './cytology.ts';
import { distanceTransform } from './distanceTransform.ts';
import { encryption } from './encryption.ts';
import { launch } from './launch.ts';
import { rebuildBench } from './rebuild.ts';
import { registrationBench } from './registration.ts';
import { describeMachine, type Verdict } from './report.ts';
import { sensitivityBench } from './sensitivity.ts';
import { unlock } from './unlock.ts';
import { workList } from './workList.ts';

const BENCHMARKS: Record<string, () => Promise<Verdict>> = {
  distance: distanceTransform,
  'work-list': workList,
  assessment,
  sensitivity: sensitivityBench,
  'atlas-view': atlasView,
  registration: registrationBench,
  rebuild: rebuildBench,
  cytology,
  launch,
  unlock,
  encryption,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(
    `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`,
  );
  process.exit(2);
}
console.log(describeMachine());
const verdicts: [string, Verdict][] = [];
for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHMARKS)) {
  console.log(`\n== ${name} (load ${loadavg()[0]!.toFixed(1)})`);
  const verdict = await BENCHMARKS[name]!();
  verdicts.push([name, verdict]);
}
console.log('\n== targets');
for (const [name, verdict] of verdicts)
  console.log(`${name.padEnd(12)} ${verdict.state.padEnd(8)} ${verdict.sentence}`);
process.exit(verdicts.some(([, verdict]) => verdict.state === 'missed') ? 1 : 0);
