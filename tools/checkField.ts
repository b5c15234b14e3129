/**
 * The built-in risk field against the published atlas's ranks, and how its smoothing was chosen: `npm run check:field`.
 * Nothing of the field is fitted to the published points; docs/risk-field.md says how to read the figures.
 */
import { builtInField } from '../atlas/riskField/builtIn.ts';
import { chooseSmoothing } from '../atlas/riskField/chooseSmoothing.ts';
import { simulatedCohort } from '../atlas/riskField/cohort.ts';
import { casesOfCohort } from '../atlas/riskField/fieldCase.ts';
import { template } from '../atlas/template/template.ts';
import { compareWithPublished } from './fieldCheck.ts';
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

const published = readAtlasPoints();
if (published) compareWithPublished(published);
else console.log(`\nNot compared with the published atlas: ${REFERENCE} is not there.`);
