import type { ChannelOutput, IncomingFile } from '../../app/contract/channels.ts';
import { FailureError, toFailure } from '../../app/failure.ts';
import { caseWithSamePictures, createCase, type NewView, type Store } from '../store/index.ts';
import { recordOutcome } from '../store/outcomes.ts';
import { write } from '../store/store.ts';
import { type CaseTableRow, type FoundFile, readCaseTable } from './caseTable.ts';
import { openImage } from './decodeImage.ts';
import { fileFinder } from './fileFinder.ts';
import { findWriting, privacyOf } from './privacy.ts';
import { fingerprint, toNewImage } from './staging.ts';

/**
 * Makes a case of every good row of the one CSV among the files, with its outcome where the table has one; bad rows come back with number and reason. A row
 * whose pictures and label the store holds already is rejected, so that importing a folder twice changes nothing.
 */
export async function importFolder(
  store: Store,
  files: readonly IncomingFile[],
  onCreated: (caseId: string) => void,
): Promise<ChannelOutput<'case.importFolder'>> {
  const table = findTable(files);
  const found = files.map((file) => ({ name: file.name, read: () => Buffer.from(file.base64, 'base64') }));
  const { rows, rejected } = readCaseTable(
    Buffer.from(table.base64, 'base64'),
    fileFinder(found, table.name),
    table.name,
  );
  const created: { caseId: string; label: string }[] = [];
  for (const row of rows) {
    try {
      const { id, label } = await importRow(store, row);
      created.push({ caseId: id, label });
      onCreated(id);
    } catch (thrown) {
      rejected.push({ row: row.row, failure: toFailure(thrown) });
    }
  }
  return { created, rejected: rejected.sort((a, b) => a.row - b.row) };
}

function findTable(files: readonly IncomingFile[]): IncomingFile {
  const tables = files.filter((file) => /\.csv$/i.test(file.name));
  if (tables.length === 0) throw new FailureError('table.missing', {});
  if (tables.length > 1) {
    throw new FailureError('table.several', {
      files: tables
        .map((file) => file.name)
        .join(', ')
        .slice(0, 300),
    });
  }
  return tables[0]!;
}

async function importRow(store: Store, row: CaseTableRow<FoundFile>) {
  const decoded = [];
  for (const { kind, file } of row.views) {
    const bytes = file.read();
    const image = await (await openImage(bytes, file.name, privacyOf(store)))();
    decoded.push({
      kind,
      fileName: file.name,
      sha256: fingerprint(bytes),
      image,
      writing: findWriting(image.frame),
    });
  }
  const known = caseWithSamePictures(
    store,
    row.facts.label,
    decoded.map((view) => view.sha256),
  );
  if (known) throw new FailureError('table.alreadyThere', { row: row.row, label: known.label });
  const views: NewView[] = [];
  for (const view of decoded) {
    const { kind, image } = view;
    views.push({
      kind,
      // Nobody looks at each picture of a folder, so writing is blanked in all of them.
      image: await toNewImage(view, 'blank'),
      spacingMmPerPx: row.spacingMmPerPx ?? image.frame.spacingMmPerPx,
      spacingSource: row.spacingMmPerPx === null ? image.spacingSource : 'entered',
    });
  }
  const images = decoded.map((view) => view.image);
  // a case is there with its outcome or not at all, so that the row can be imported again
  return write(store, () => {
    const created = createCase(store, {
      facts: {
        ...row.facts,
        ageYears: row.facts.ageYears ?? images.find((image) => image.ageYears !== null)?.ageYears ?? null,
        sex: row.facts.sex ?? images.find((image) => image.sex !== null)?.sex ?? null,
      },
      views,
      simulated: false,
    });
    if (row.outcome) recordOutcome(store, { caseId: created.id, ...row.outcome });
    return created;
  });
}
