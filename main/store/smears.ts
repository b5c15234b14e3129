import { SMEARS_MAX, type Smear } from '../../app/cytology/smear.ts';
import { FailureError } from '../../app/failure.ts';
import { record } from './audit.ts';
import { type CaseRow, findCaseRow } from './caseRows.ts';
import { storeImage } from './createCase.ts';
import { prepared, read, type Store, write } from './store.ts';
import { refreshWorkListRow } from './workListColumns.ts';

/** A smear picture as it goes into the store: lossless colour PNG and the fingerprint of the file it came from. */
export type NewSmear = { png: Uint8Array; width: number; height: number; sha256: string; fileName: string };

type SmearRow = { imageId: string; fileName: string; width: number; height: number };

/** The smear pictures of a case (not deleted), in the order they came. */
export function listSmears(store: Store, caseId: string): Smear[] {
  return read(store, () => smearsOf(store, findCaseRow(store, caseId).n));
}

/**
 * Adds a smear picture; the revision rises, so the assessment before it is out of date.
 * @throws FailureError `cytology.alreadyThere` for the same file, `cytology.tooMany` above 60 pictures
 */
export function addSmear(store: Store, caseId: string, smear: NewSmear): void {
  write(store, () => {
    const row = findCaseRow(store, caseId);
    const known = prepared<[number, string], { image_id: string; removed_at: string | null }>(
      store,
      `SELECT s.image_id, s.removed_at FROM smears s JOIN images i ON i.id = s.image_id
       WHERE s.case_n = ? AND i.sha256 = ?`,
    ).get(row.n, smear.sha256);
    if (known && known.removed_at === null)
      throw new FailureError('cytology.alreadyThere', { file: smear.fileName });
    checkRoom(store, row, smear.fileName);
    if (known) mark(store, row, known.image_id, null);
    else {
      const imageId = storeImage(store, row.n, smear);
      prepared(store, 'INSERT INTO smears (case_n, image_id, file_name) VALUES (?, ?, ?)').run(
        row.n,
        imageId,
        smear.fileName,
      );
      raiseRevision(store, row);
      record(store, { action: 'cytology.added', caseId, detail: { imageId } });
    }
  });
}

/** Takes a picture out of the case; it stays in the store for `restoreSmear` and for earlier assessments. */
export function removeSmear(store: Store, caseId: string, imageId: string): void {
  write(store, () => mark(store, findCaseRow(store, caseId), imageId, store.now().toISOString()));
}

/** Brings a removed picture back to its place. */
export function restoreSmear(store: Store, caseId: string, imageId: string): void {
  write(store, () => {
    const row = findCaseRow(store, caseId);
    checkRoom(store, row, '');
    mark(store, row, imageId, null);
  });
}

function smearsOf(store: Store, caseN: number): Smear[] {
  return prepared<[number], SmearRow>(
    store,
    `SELECT s.image_id AS imageId, s.file_name AS fileName, i.width, i.height
     FROM smears s JOIN images i ON i.id = s.image_id
     WHERE s.case_n = ? AND s.removed_at IS NULL ORDER BY s.n`,
  ).all(caseN);
}

function checkRoom(store: Store, row: CaseRow, file: string): void {
  if (smearsOf(store, row.n).length >= SMEARS_MAX)
    throw new FailureError('cytology.tooMany', { file, limit: SMEARS_MAX });
}

function mark(store: Store, row: CaseRow, imageId: string, removedAt: string | null): void {
  const done = prepared(
    store,
    'UPDATE smears SET removed_at = ? WHERE case_n = ? AND image_id = ? AND (removed_at IS NULL) = ?',
  ).run(removedAt, row.n, imageId, removedAt === null ? 0 : 1);
  if (done.changes === 0) return;
  raiseRevision(store, row);
  record(store, {
    action: removedAt === null ? 'cytology.restored' : 'cytology.removed',
    caseId: row.id,
    detail: { imageId },
  });
}

function raiseRevision(store: Store, row: CaseRow): void {
  prepared(store, 'UPDATE cases SET updated_at = ?, revision = revision + 1 WHERE n = ?').run(
    store.now().toISOString(),
    row.n,
  );
  refreshWorkListRow(store, row.n);
}
