import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ClinicalModel } from '../../app/clinical/model.ts';
import { type PackManifestFile, packManifestSchema } from '../../app/pack/manifest.ts';
import type { Reliability } from '../../app/pack/reliability.ts';
import type { Calibration } from '../../app/risk/calibrate.ts';
import { clinicalCard } from './card.ts';
import type { CalibrationRow, Row } from './figures.ts';

export type Figures = {
  readonly patients: readonly {
    name: string;
    count: number;
    events: number;
    missing: string;
    left: string;
    right: string;
  }[];
  /** Fitted anew with just the named facts. */
  readonly auc: readonly Row[];
  /** Fitted with all facts, asked with just the named ones. */
  readonly missing: readonly Row[];
  readonly calibration: readonly CalibrationRow[];
  readonly oddsRatios: readonly Row[];
  readonly reliability: Reliability['bins'];
};

const COMMAND = 'npm run train:clinical';

/** Writes manifest and card; there is no network, the coefficients stand in the manifest. */
export function writeClinicalPack(
  folder: string,
  model: ClinicalModel,
  calibration: Calibration,
  figures: Figures,
  shipped: boolean,
): void {
  const patients = figures.patients.reduce((sum, p) => sum + p.count, 0);
  const events = figures.patients.reduce((sum, p) => sum + p.events, 0);
  const percent = Math.round((100 * events) / patients);
  const manifest: PackManifestFile = {
    schema: 1,
    name: shipped ? 'clinical' : 'clinical-own',
    version: '1.0.0',
    task: 'clinical',
    system: shipped ? 'Real patients' : 'Own patients',
    intendedUse:
      'Research use: how often patients with the same age, sex, size, focality and histology had lateral node metastasis. No picture is read. Advises; does not decide.',
    networks: [],
    classes: [
      { name: 'none', label: { en: 'none found', zh: '未见转移' } },
      { name: 'lateral', label: { en: 'lateral metastasis', zh: '侧颈转移' } },
    ],
    positive: 'lateral',
    calibration: {
      method: 'platt',
      on: `out-of-fold log-odds of the same ${patients} patients, ten folds`,
      parameters: rounded(calibration) as Record<string, never>,
    },
    trainedOn: {
      en: shipped
        ? `${patients} real operated patients of two public tables (TCGA-THCA and UCI), ${percent}% with lateral metastasis in the pathology report.`
        : `${patients} patients of this clinic's own tables, ${percent}% with lateral metastasis.`,
      zh: shipped
        ? `两个公开数据表（TCGA-THCA 与 UCI）中的 ${patients} 例真实手术患者，其中病理证实侧颈转移占 ${percent}%。`
        : `本院自有数据表中的 ${patients} 例患者，其中侧颈转移占 ${percent}%。`,
    },
    notFor: {
      en: 'It knows neither the picture nor the report and cannot rule metastasis out. Not for children, medullary or anaplastic cancer, or after neck surgery. Its share of patients with metastasis is that of its own tables, not of your clinic.',
      zh: '它既不读图像也不读报告，不能排除转移。不适用于儿童、髓样癌或未分化癌以及颈部术后患者。其转移比例来自其自身数据表，并非您所在医院。',
    },
    licence: shipped
      ? 'Apache-2.0 (coefficients); patients: TCGA-THCA open-access tier, UCI CC BY 4.0'
      : 'as the clinic decides',
    parameters: rounded(model) as Record<string, never>,
    card: 'clinical.md',
    reliability: {
      on: `the same ${patients} patients, each answered by a model and a calibration fitted without the patient's tenth`,
      of: 'positive',
      simulated: false,
      command: COMMAND,
      bins: figures.reliability,
    },
    metrics: figures.auc
      .filter((row) => row.what.startsWith('age, sex, size, focality, histology'))
      .map((row) => ({
        name: 'AUC',
        on: row.what.split(' | ')[1]!,
        value: row.value,
        interval: row.interval,
        baseline: { name: 'chance', value: 0.5 },
        command: COMMAND,
      })),
  };
  packManifestSchema.parse(manifest);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  writeFileSync(
    path.join(folder, 'clinical.md'),
    shipped
      ? clinicalCard(tablesText(figures))
      : `# Clinical facts only, own data\n\n${tablesText(figures)}\n`,
  );
}

/** The figures as Markdown tables, for the terminal and the card alike. */
export function tablesText({ patients, auc, missing, calibration, oddsRatios }: Figures): string {
  const range = ({ value, interval }: Row, digits: number) =>
    `${value.toFixed(digits)}${interval ? ` (${interval.map((v) => v.toFixed(digits)).join('–')})` : ''}`;
  const table = (head: string[], rows: string[][]) =>
    [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const aucRows = (rows: readonly Row[]) => rows.map((row) => [...row.what.split(' | '), range(row, 3)]);
  return [
    table(
      ['patients', 'number', 'lateral metastasis', 'of left-sided', 'of right-sided', 'fact missing in'],
      patients.map((p) => [
        p.name,
        String(p.count),
        `${p.events} (${((100 * p.events) / p.count).toFixed(1)}%)`,
        p.left,
        p.right,
        p.missing,
      ]),
    ),
    '**AUC, fitted with just these facts** (95% bootstrap interval)',
    table(['facts', 'fitted and tested on', 'AUC'], aucRows(auc)),
    '**AUC, fitted with all facts, asked with just these** (as the product asks when something is not known)',
    table(['facts', 'fitted and tested on', 'AUC'], aucRows(missing)),
    '**Calibration** (perfect: slope 1, intercept 0, in the large 0)',
    table(
      ['', 'slope', 'intercept', 'in the large', 'Brier', 'predicted, mean', 'observed'],
      calibration.map((row) => [
        row.what,
        ...[row.slope, row.intercept, row.inTheLarge, row.brier, row.mean, row.observed].map((v) =>
          v.toFixed(2),
        ),
      ]),
    ),
    '**Odds ratios of the shipped model** (all patients; 95% interval of the fit, ridge included)',
    table(
      ['', 'odds ratio'],
      oddsRatios.map((row) => [row.what, range(row, 2)]),
    ),
  ].join('\n\n');
}

/** Six significant digits are more than the intervals bear. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(rounded);
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rounded(one)]));
  return value;
}
