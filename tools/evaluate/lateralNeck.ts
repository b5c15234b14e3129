import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Assessment } from '../../app/case/assessment.ts';
import { FailureError } from '../../app/failure.ts';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import { sayFailure } from '../../app/words/say.ts';
import { readView } from '../../main/cli/readFiles.ts';
import { type CaseTableRow, type FoundFile, readCaseTable } from '../../main/imports/caseTable.ts';
import { readHeadings } from '../../main/imports/tableColumns.ts';
import { splitRecords } from '../../main/imports/tableRecords.ts';
import { readTableText } from '../../main/imports/tableText.ts';
import type { ActivePack, Inference } from '../../main/inference/client.types.ts';
import { assess } from '../../main/pipeline/assess.ts';
import { type Answered, binaryResult, compareShared } from './binary.ts';
import { modelName } from './opinions.ts';
import { type Comparison, EvaluateTrouble, type Result } from './result.ts';

const OUTCOME = 'lateral_node_metastasis';

/** A table of cases as `thyromap assess --folder` reads it, with what came out of the lateral neck. */
export function isCaseTable(columns: readonly string[]): boolean {
  const known = readHeadings(columns);
  return columns.includes(OUTCOME) && (known.has('transverse') || known.has('longitudinal'));
}

type Case = { readonly row: CaseTableRow<FoundFile>; readonly label: 0 | 1; readonly patient: string | null };

/** Every case through the whole pipeline; the estimate and the clinical opinion are measured on the same cases. */
export async function lateralNeckResults(
  file: string,
  mainLine: ActivePack,
  clinical: readonly ActivePack[],
  inference: Inference,
  cutoff: number,
  resamples: number,
  onProgress?: (done: number, all: number) => void,
): Promise<{ results: Result[]; comparisons: Comparison[] }> {
  const on = path.basename(file);
  const cases = readCases(file);
  const assessed: { one: Case; assessment: Assessment }[] = [];
  for (const [i, one] of cases.entries()) {
    assessed.push({ one, assessment: await assessCase(one, i, inference, clinical) });
    onProgress?.(i + 1, cases.length);
  }
  const answers = (of: (assessment: Assessment) => number | null): Answered[] =>
    assessed.flatMap(({ one, assessment }) => {
      const probability = of(assessment);
      const id = one.row.facts.label;
      return probability === null ? [] : [{ id, patient: one.patient, probability, label: one.label }];
    });
  const models = [
    {
      task: 'lateralNeck',
      model: modelName(mainLine),
      answered: answers((a) => a.risk?.probability ?? null),
    },
    ...clinical.map((pack) => ({
      task: 'clinical',
      model: modelName(pack),
      answered: answers(
        (a) => a.opinions.find((opinion) => opinion.pack.sha256 === pack.sha256)?.answer?.probability ?? null,
      ),
    })),
  ].filter(({ answered }) => answered.length > 0);
  return {
    results: models.map(({ task, model, answered }) =>
      binaryResult(
        {
          task,
          model,
          on,
          notes: [
            `answered ${answered.length} of ${cases.length} cases; the others were withheld and are in no figure`,
            ...(task === 'lateralNeck'
              ? [`assumes a prevalence of ${DEFAULT_SETTINGS.prevalence}; trained on simulated labels`]
              : []),
          ],
        },
        answered,
        cutoff,
        resamples,
      ),
    ),
    comparisons: models.flatMap((first, i) =>
      models.slice(i + 1).map((second) => compareShared(on, first, second)),
    ),
  };
}

function readCases(file: string): Case[] {
  const folder = path.dirname(file);
  const on = path.basename(file);
  const bytes = readFileSync(file);
  const find = (name: string): FoundFile | null => {
    const at = path.resolve(folder, name);
    return existsSync(at) ? { name: at, read: () => readFileSync(at) } : null;
  };
  const { rows, rejected } = readCaseTable(bytes, find, on);
  const bad = rejected[0];
  if (bad) throw new EvaluateTrouble(`${on}, row ${bad.row}: ${sayFailure('en', bad.failure)}`);
  const [headings, ...records] = splitRecords(readTableText(bytes, on));
  const cellOf = (row: number, name: string) =>
    records.find((record) => record.row === row)?.cells?.[headings!.cells!.indexOf(name)] ?? '';
  const names = new Set<string>();
  return rows.flatMap((row) => {
    const text = cellOf(row.row, OUTCOME);
    if (text === '') return [];
    if (text !== '0' && text !== '1')
      throw new EvaluateTrouble(
        `${on}, row ${row.row}: "${text}" in column ${OUTCOME} is neither 0, 1 nor empty`,
      );
    if (names.has(row.facts.label))
      throw new EvaluateTrouble(`${on}, row ${row.row}: the label "${row.facts.label}" stands there twice`);
    names.add(row.facts.label);
    return [{ row, label: text === '1' ? 1 : 0, patient: cellOf(row.row, 'patient') || null }];
  });
}

async function assessCase(
  { row }: Case,
  number: number,
  inference: Inference,
  clinical: readonly ActivePack[],
): Promise<Assessment> {
  try {
    const read = [];
    for (const { kind, file } of row.views)
      read.push(await readView(kind, file.read(), file.name, row.spacingMmPerPx));
    const { label: _label, ...facts } = row.facts;
    return await assess(
      {
        caseId: String(number),
        caseRevision: 1,
        facts,
        views: read.map((one) => one.view),
        settings: DEFAULT_SETTINGS,
      },
      { inference, opinionPacks: () => clinical },
    );
  } catch (thrown) {
    if (!(thrown instanceof FailureError)) throw thrown;
    throw new EvaluateTrouble(`row ${row.row}: ${sayFailure('en', thrown.failure)}`);
  }
}
