/**
 * The built-in risk field against the published atlas's ranks, and how its smoothing was chosen: `npm run check:field`.
 * Nothing of the field is fitted to the published points.
 */
import { builtInField } from '../atlas/riskField/builtIn.ts';
import { chooseSmoothing } from '../atlas/riskField/chooseSmoothing.ts';
import { simulatedCohort } from '../atlas/riskField/cohort.ts';
import { fieldAt, paperMap } from '../atlas/riskField/field.ts';
import type { RiskField } from '../atlas/riskField/field.types.ts';
import { casesOfCohort } from '../atlas/riskField/fieldCase.ts';
import { template } from '../atlas/template/template.ts';
import { alignSimilarity, apply } from './templateCheck/align.ts';
import { nearestFinder, type Points, samplesOnMesh } from './templateCheck/points.ts';
import { spearman } from './templateCheck/rankCorrelation.ts';
import { REFERENCE, readAtlasPoints } from './templateCheck/reference.ts';

const t = template();
const field = builtInField();
console.log(
  `Built-in field: ${field.cases} simulated cases, ${field.metastatic} metastatic, kernel ${field.smoothingMm} mm`,
);
for (const r of field.regions)
  console.log(
    `  ${r.region.padEnd(20)} ${r.value?.toFixed(2) ?? 'too few'} (${r.interval.map((v) => v.toFixed(2)).join('–')})  ${r.cases} cases`,
  );

const choice = chooseSmoothing(casesOfCohort(simulatedCohort(t)));
console.log(`\nSmoothing by ${choice.folds}-fold cross-validation, log loss of held-out cases:`);
for (const { smoothingMm, logLoss } of choice.trials)
  console.log(
    `  ${String(smoothingMm).padStart(4)} mm  ${logLoss.toFixed(4)}${smoothingMm === choice.chosenMm ? '  chosen' : ''}`,
  );
console.log(`  one share for every place  ${choice.logLossWithoutPlace.toFixed(4)}`);
console.log(`  gain ${choice.gain.toFixed(4)} ± ${choice.gainError.toFixed(4)} (standard error)`);
if (choice.chosenMm !== field.smoothingMm) {
  console.log(`  The built-in field uses ${field.smoothingMm} mm: set it to what was chosen.`);
  process.exitCode = 1;
}

const atlas = readAtlasPoints();
if (!atlas) console.log(`\nNot compared with the published atlas: ${REFERENCE} is not there.`);
else {
  console.log("\nRank correlation with risk_rank of the published atlas's points (aim ≥ 0.6):");
  const surface = samplesOnMesh(t.mesh.positions, t.mesh.indices, 8000);
  const ways: [string, Points][] = [
    ['similarity alignment', apply(alignSimilarity(atlas.points, surface), atlas.points)],
    // the published points fill exactly the same range on every axis: they were scaled axis by axis, and so is this
    ["each axis by the gland's own box", boxToBox(atlas.points)],
  ];
  for (const [name, points] of ways) {
    console.log(`  share of metastatic cases, ${name.padEnd(34)} ${correlation(points, surface, field)}`);
    console.log(
      `  eq. 15 as the paper has it, ${name.padEnd(33)} ${correlation(points, surface, { ...field, values: paperMap(field) })}`,
    );
  }
}

/** Of the field under each published point with its rank, over all points whose place on the template is known. */
function correlation(aligned: Points, surface: Points, read: RiskField): string {
  const nearest = nearestFinder(surface);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < aligned.length; i += 3) {
    const { index } = nearest(aligned[i]!, aligned[i + 1]!, aligned[i + 2]!);
    const at = [surface[index * 3]!, surface[index * 3 + 1]!, surface[index * 3 + 2]!] as const;
    const reading = fieldAt(read, at);
    if (!reading) continue;
    ours.push(reading.value);
    theirs.push(atlas!.rank[i / 3]!);
  }
  return `${spearman(ours, theirs).toFixed(3)}  (${ours.length} points)`;
}

function boxToBox(points: Points): Points {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  points.forEach((v, i) => {
    low[i % 3] = Math.min(low[i % 3]!, v);
    high[i % 3] = Math.max(high[i % 3]!, v);
  });
  return points.map((v, i) => {
    const a = i % 3;
    return t.box.min[a]! + ((v - low[a]!) / (high[a]! - low[a]!)) * (t.box.max[a]! - t.box.min[a]!);
  }) as Points;
}
