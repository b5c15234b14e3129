import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import type { Assessment } from '../../app/case/assessment.ts';
import { FailureError, toFailure } from '../../app/failure.ts';
import { say, sayFailure } from '../../app/words/say.ts';
import { type CaseTableRow, type FoundFile, readCaseTable } from '../imports/caseTable.ts';
import { readPack } from '../inference/packFiles.ts';
import { mainLineFolder, opinionPacks } from '../packs/installed.ts';
import { languageOf, type RawOptions } from './options.ts';
import { assessmentJson, writeMasks, writeWhole } from './output.ts';
import { readBytes, readView } from './readFiles.ts';
import { openSession, packFolders, type Session } from './session.ts';
import { summaryTable, type TableOutcome } from './summaryTable.ts';

/**
 * `thyromap assess --folder FOLDER`: every case of its CSV table. Each result is a file of its own, written
 * whole; a case whose result is there already for the same pictures, facts, models and settings is kept, so an
 * interrupted run goes on where it stopped. Bad rows are named and do not stop the others.
 */
export async function assessFolder(options: RawOptions, folder: string): Promise<void> {
  const language = languageOf(options);
  const table = tableIn(folder, options.csv);
  const { rows, rejected } = readCaseTable(readBytes(table), (name) => fileIn(folder, name), table);
  const out = options.out ?? join(folder, 'thyromap-results');
  const session = openSession(options);
  const folders = packFolders();
  const packs = [readPack(mainLineFolder(folders)), ...opinionPacks(folders)].map(({ sha256 }) => sha256);
  const outcomes: TableOutcome[] = rejected.map(({ row, failure }) => ({ row, label: '', failure }));
  const bar = new SingleBar({
    format: '{bar} {value}/{total} {label}',
    stream: process.stderr,
    clearOnComplete: true,
  });
  if (process.stderr.isTTY) bar.start(rows.length, 0, { label: '' });
  let resumed = 0;
  try {
    for (const row of rows) {
      bar.update({ label: row.facts.label });
      const file = join(out, `${resultName(row)}.json`);
      try {
        const inputs = fingerprint(row, packs.join(), session);
        const kept = keptResult(file, inputs);
        if (kept) resumed++;
        const result = kept ?? (await assessRow(row, session, options));
        if (!kept)
          writeWhole(
            file,
            `${JSON.stringify({ label: row.facts.label, inputsSha256: inputs, ...result }, null, 2)}\n`,
          );
        outcomes.push({ row: row.row, label: row.facts.label, result });
      } catch (thrown) {
        outcomes.push({ row: row.row, label: row.facts.label, failure: toFailure(thrown) });
      }
      bar.increment();
    }
  } finally {
    bar.stop();
    await session.close();
  }
  outcomes.sort((a, b) => a.row - b.row);
  writeWhole(join(out, 'summary.csv'), summaryTable(outcomes, language));
  report(outcomes, resumed, out, language);
}

type RowResult = ReturnType<typeof assessmentJson>;

async function assessRow(
  row: CaseTableRow<FoundFile>,
  session: Session,
  options: RawOptions,
): Promise<RowResult> {
  const read = [];
  for (const { kind, file } of row.views)
    read.push(await readView(kind, file.read(), file.name, row.spacingMmPerPx));
  const { label: _label, ...facts } = row.facts;
  const assessment: Assessment = await session.assess({
    caseId: resultName(row),
    caseRevision: 1,
    facts: {
      ...facts,
      ageYears: facts.ageYears ?? read.find((r) => r.ageYears !== null)?.ageYears ?? null,
      sex: facts.sex ?? read.find((r) => r.sex !== null)?.sex ?? null,
    },
    views: read.map((r) => r.view),
  });
  if (options.masks !== undefined) await writeMasks(options.masks, assessment, `${resultName(row)}-`);
  return assessmentJson(assessment);
}

function tableIn(folder: string, named: string | undefined): string {
  if (named !== undefined) return named;
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => /\.csv$/i.test(name));
  } catch (error) {
    throw new FailureError(
      'cli.cannotRead',
      { file: folder },
      error instanceof Error ? error.message : undefined,
    );
  }
  if (names.length === 0) throw new FailureError('cli.noTable', { folder });
  if (names.length > 1)
    throw new FailureError('cli.severalTables', { folder, files: names.join(', ').slice(0, 200) });
  return join(folder, names[0]!);
}

function fileIn(folder: string, name: string): FoundFile | null {
  const path = isAbsolute(name) ? name : resolve(folder, name);
  return existsSync(path) ? { name: path, read: () => readBytes(path) } : null;
}

/** `0007-case-12`: the row keeps names apart when labels repeat; letters and digits of any script stay. */
function resultName(row: CaseTableRow): string {
  const label = row.facts.label
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${String(row.row).padStart(4, '0')}-${label}`;
}

function fingerprint(row: CaseTableRow<FoundFile>, packSha256: string, session: Session): string {
  const hash = createHash('sha256');
  const { prevalence, positiveCutoff, nearCapsuleMm } = session.settings;
  hash.update(
    JSON.stringify([packSha256, row.facts, row.spacingMmPerPx, prevalence, positiveCutoff, nearCapsuleMm]),
  );
  for (const { kind, file } of row.views) hash.update(kind).update(file.read());
  return hash.digest('hex');
}

function keptResult(file: string, inputs: string): RowResult | null {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8')) as RowResult & { inputsSha256?: string };
    return result.inputsSha256 === inputs ? result : null;
  } catch {
    return null;
  }
}

function report(
  outcomes: readonly TableOutcome[],
  resumed: number,
  out: string,
  language: 'en' | 'zh',
): void {
  const failed = outcomes.filter((o) => 'failure' in o);
  const done = outcomes.filter((o) => 'result' in o && !o.result.withheld);
  for (const outcome of failed) {
    console.error(
      say(language, 'cli.row', { row: outcome.row, reason: sayFailure(language, outcome.failure) }),
    );
  }
  if (resumed > 0) console.log(say(language, 'cli.resumed', { count: resumed }));
  const withheld = outcomes.length - failed.length - done.length;
  console.log(
    say(language, 'cli.folderDone', { done: done.length, withheld, failed: failed.length, folder: out }),
  );
  console.log(say(language, 'app.researchUse'));
  console.log(say(language, 'app.simulatedLabels'));
  if (failed.length > 0) process.exitCode = 2;
}
