/**
 * Fits the clinical-only model (a penalised logistic regression on age, sex, size, focality, histology) on tables of
 * patients with a known lateral neck, prints how good it is on patients it was not fitted on, and writes its pack.
 * Usage: npm run train:clinical [-- --data TABLE.csv … --out FOLDER]   (seconds; without --data the two public tables)
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { reliabilityInTenths } from '../app/pack/reliability.ts';
import { fitCalibration } from '../app/risk/fitCalibration.ts';
import { outOfFold, recalibrated } from './trainClinical/crossValidate.ts';
import {
  aucTable,
  calibrationTable,
  finalModel,
  missingFacts,
  missingTable,
  nameOf,
  oddsRatios,
} from './trainClinical/figures.ts';
import { readPatients, type TablePatient } from './trainClinical/patients.ts';
import { tablesText, writeClinicalPack } from './trainClinical/writePack.ts';
import { DATASETS } from './trainingData.ts';

const PUBLIC = ['tcga_thca.csv', 'uci_differentiated_thyroid_cancer.csv'];
/** Below this many metastases a fit of seven coefficients says nothing. */
const EVENTS_MIN = 20;

const { values, positionals } = parseArgs({
  options: { data: { type: 'string', multiple: true }, out: { type: 'string' } },
  allowPositionals: true,
});
const files = [...(values.data ?? []), ...positionals];
const tables = files.length ? files : PUBLIC.map((name) => path.join(DATASETS, 'clinical', name));
for (const file of tables) {
  if (existsSync(file)) continue;
  console.error(`There is no table ${file}`);
  process.exit(2);
}
const sources = tables.map(readPatients);
for (const [i, patients] of sources.entries()) {
  const events = patients.filter((p) => p.lateral).length;
  if (events >= EVENTS_MIN && patients.length - events >= EVENTS_MIN) {
    console.log(
      `${nameOf(patients)}: ${patients.length} patients, ${events} with lateral metastasis (${((100 * events) / patients.length).toFixed(1)}%); missing: ${missingFacts(patients)}`,
    );
    continue;
  }
  console.error(
    `${tables[i]}: ${events} of ${patients.length} patients with a known lateral neck have metastasis; at least ${EVENTS_MIN} with and ${EVENTS_MIN} without are needed`,
  );
  process.exit(2);
}
const model = finalModel(sources);
const all = sources.flat();
const figures = {
  patients: sources.map((patients) => ({
    name: nameOf(patients),
    count: patients.length,
    events: patients.filter((p) => p.lateral).length,
    missing: missingFacts(patients),
    left: shareOf(patients.filter((p) => p.side === 'left')),
    right: shareOf(patients.filter((p) => p.side === 'right')),
  })),
  auc: aucTable(sources),
  missing: missingTable(sources),
  calibration: calibrationTable(sources),
  oddsRatios: oddsRatios(model),
  reliability: reliabilityInTenths(
    recalibrated(outOfFold(all), all),
    all.map((p) => p.lateral),
  ),
};
console.log(`\n${tablesText(figures)}`);
const calibration = fitCalibration(
  outOfFold(all),
  all.map((p) => p.lateral),
);
const out =
  values.out ?? (files.length ? null : path.resolve(import.meta.dirname, '../models/packs/clinical-1.0.0'));
if (out) {
  writeClinicalPack(path.resolve(out), model, calibration, figures, files.length === 0);
  console.log(`\nPack written to ${out}`);
} else {
  console.log('\nNo pack was written: --out FOLDER names where.');
}

function shareOf(patients: readonly TablePatient[]): string {
  const events = patients.filter((p) => p.lateral).length;
  return patients.length ? `${events} of ${patients.length}` : 'not told';
}
