import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { assessmentSchema } from '../../app/case/assessment.ts';
import { FailureError } from '../../app/failure.ts';
import {
  type Arrival,
  type TransferredCase,
  transferredCaseSchema,
} from '../../app/transfer/transferredCase.ts';
import { record } from '../store/audit.ts';
import { writeViews } from '../store/caseRows.ts';
import { prepared, read, type Store, write } from '../store/store.ts';
import { refreshWords, refreshWorkListRow } from '../store/workListColumns.ts';
import { fingerprintOf, takeOutCase } from './takeOut.ts';

/** What a case that arrives is to this store, and under which id it would be kept. */
export function arrivalOf(store: Store, one: TransferredCase): { arrival: Arrival; keepAs: TransferredCase } {
  const known = (id: string): TransferredCase | null =>
    read(store, () => prepared(store, 'SELECT 1 FROM cases WHERE id = ?').get(id))
      ? takeOutCase(store, id)
      : null;
  const print = fingerprintOf(one);
  const here = known(one.id);
  if (!here) return { arrival: 'new', keepAs: one };
  if (fingerprintOf(here) === print) return { arrival: 'here', keepAs: one };
  const own = asOwnCase(one, print);
  // The same other version brought in a second time.
  const again = known(own.id);
  return { arrival: again ? 'here' : 'otherVersion', keepAs: own };
}

/**
 * Pictures must be what they say: a file from elsewhere could hold anything.
 * @throws FailureError `transfer.damaged`
 */
export async function checkPictures(one: TransferredCase, file: string): Promise<void> {
  const bad = () => new FailureError('transfer.damaged', { file });
  const known = new Map(one.pictures.map((picture) => [picture.id, picture]));
  if (known.size < one.pictures.length) throw bad();
  for (const { pngBase64, width, height } of one.pictures) {
    try {
      const picture = sharp(Buffer.from(pngBase64, 'base64'), {
        failOn: 'error',
        limitInputPixels: 20_000 * 20_000,
      });
      const facts = await picture.metadata();
      if (facts.format !== 'png' || facts.width !== width || facts.height !== height) throw bad();
      // Every row is unpacked, so that no broken picture is kept.
      await picture.stats();
    } catch {
      throw bad();
    }
  }
  for (const { imageId, width, height } of one.views) {
    const picture = known.get(imageId);
    if (picture?.width !== width || picture.height !== height) throw bad();
  }
  if (new Set(one.views.map(({ kind }) => kind)).size < one.views.length) throw bad();
  if (one.smears.some(({ imageId }) => !known.has(imageId))) throw bad();
  if (one.assessments.some(({ body }) => body.caseId !== one.id)) throw bad();
}

/** Keeps a case with its pictures, assessments and outcomes as they were, in one transaction. Inside or outside a `write`. */
export function takeInCase(store: Store, one: TransferredCase, from: string, original: string): void {
  write(store, () => {
    const { facts } = one;
    const n = Number(
      prepared(
        store,
        `INSERT INTO cases (id, created_at, updated_at, revision, label, age_years, sex, side, pole, simulated,
           reviewed_at, archived_at, report) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        one.id,
        one.createdAt,
        one.updatedAt,
        one.revision,
        facts.label,
        facts.ageYears,
        facts.sex,
        facts.side,
        facts.pole,
        one.simulated ? 1 : 0,
        one.reviewedAt,
        one.archivedAt,
        facts.report,
      ).lastInsertRowid,
    );
    for (const { id, sha256, width, height, pngBase64 } of one.pictures) {
      prepared(
        store,
        'INSERT INTO images (id, case_n, sha256, width, height, png) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(id, n, sha256, width, height, Buffer.from(pngBase64, 'base64'));
    }
    writeViews(store, n, one.views);
    for (const { imageId, fileName, removedAt } of one.smears) {
      prepared(store, 'INSERT INTO smears (case_n, image_id, file_name, removed_at) VALUES (?, ?, ?, ?)').run(
        n,
        imageId,
        fileName,
        removedAt,
      );
    }
    for (const { body, by, reason, basis } of one.assessments) {
      const { lastInsertRowid } = prepared(
        store,
        `INSERT INTO assessments (id, case_n, case_revision, created_at, pack_version, probability, stage, body,
           created_by, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        body.id,
        n,
        body.caseRevision,
        body.createdAt,
        body.packVersion,
        body.risk?.probability ?? null,
        body.risk?.stage ?? null,
        JSON.stringify(assessmentSchema.parse(body)),
        personOf(store, by, from),
        reason,
      );
      if (basis)
        prepared(store, 'INSERT INTO assessment_basis VALUES (?, ?, ?, ?)').run(
          lastInsertRowid,
          basis.prevalence,
          basis.positiveCutoff,
          basis.asked,
        );
    }
    for (const { id, lateralMetastasis, basis, recordedAt, by } of one.outcomes) {
      prepared(
        store,
        `INSERT INTO outcomes (id, case_n, lateral_metastasis, basis, recorded_at, recorded_by)
           VALUES (?, ?, ?, ?, ?, ?)`,
      ).run(
        id,
        n,
        lateralMetastasis === null ? null : Number(lateralMetastasis),
        basis,
        recordedAt,
        personOf(store, by, from),
      );
    }
    refreshWorkListRow(store, n);
    refreshWords(store, n);
    record(store, {
      action: 'case.received',
      caseId: one.id,
      detail: { from, original, assessments: one.assessments.length, outcomes: one.outcomes.length },
    });
  });
}

/**
 * Somebody of another workstation: kept as a closed profile, named with where they work, so that the history says
 * who it was and nobody here is taken for them.
 */
function personOf(store: Store, name: string | null, from: string): string | null {
  if (name === null) return null;
  const shown = / @ [0-9a-f]{8}$/.test(name) ? name : `${name} @ ${from}`;
  const id = `elsewhere-${createHash('sha256').update(shown).digest('hex').slice(0, 32)}`;
  if (!prepared(store, 'SELECT 1 FROM users WHERE id = ?').get(id)) {
    const now = store.now().toISOString();
    prepared(
      store,
      "INSERT INTO users (id, name, role, created_at, closed_at) VALUES (?, ?, 'reader', ?, ?)",
    ).run(id, shown, now, now);
  }
  return id;
}

/**
 * Another version of a case that is here already, as a case of its own: every id becomes one made from the old id
 * and the content, so that the same version brought in twice is known. Its assessments say what they said.
 */
function asOwnCase(one: TransferredCase, print: string): TransferredCase {
  const ids = [
    one.id,
    ...one.pictures.map(({ id }) => id),
    ...one.assessments.map(({ body }) => body.id),
    ...one.outcomes.map(({ id }) => id),
  ];
  const text = ids.reduce(
    (json, id) => json.replaceAll(`"${id}"`, `"${idFrom(id, print)}"`),
    JSON.stringify(one),
  );
  return transferredCaseSchema.parse(JSON.parse(text));
}

function idFrom(id: string, print: string): string {
  const hex = createHash('sha256').update(`${id} ${print}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
