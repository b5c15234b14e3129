import { randomUUID } from 'node:crypto';
import type {
  CaseFacts,
  CaseView,
  PatientCase,
  SpacingSource,
  ViewKind,
} from '../../app/case/patientCase.ts';
import { record } from './audit.ts';
import { findCaseRow, readViews, toPatientCase, writeViews } from './caseRows.ts';
import { prepared, type Store, write } from './store.ts';
import { refreshWords, refreshWorkListRow } from './workListColumns.ts';

/** A picture as it goes into the store: the grey frame as PNG, and the fingerprint of the file it came from. */
export type NewImage = {
  png: Uint8Array;
  width: number;
  height: number;
  /** SHA-256 of the original file, hexadecimal; finds duplicates. */
  sha256: string;
  fileName: string;
  /** Strongly coloured pixels were seen before it became grey. */
  colour: boolean;
};

export type NewView = {
  kind: ViewKind;
  image: NewImage;
  spacingMmPerPx: number | null;
  spacingSource: SpacingSource | null;
};

export type NewCase = { facts: CaseFacts; views: readonly NewView[]; simulated: boolean };

/** Stores a case with its pictures in one transaction and returns it. */
export function createCase(store: Store, given: NewCase): PatientCase {
  return write(store, () => {
    const { facts } = given;
    const id = randomUUID();
    const now = store.now().toISOString();
    const n = Number(
      prepared(
        store,
        `INSERT INTO cases (id, created_at, updated_at, revision, label, age_years, sex, side, pole, simulated, report)
           VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        id,
        now,
        now,
        facts.label,
        facts.ageYears,
        facts.sex,
        facts.side,
        facts.pole,
        given.simulated ? 1 : 0,
        facts.report,
      ).lastInsertRowid,
    );
    writeViews(
      store,
      n,
      given.views.map((view) => newView(view, storeImage(store, n, view.image))),
    );
    refreshWorkListRow(store, n);
    refreshWords(store, n);
    record(store, {
      action: 'case.created',
      caseId: id,
      detail: { views: given.views.length, simulated: given.simulated },
    });
    return toPatientCase(findCaseRow(store, id), readViews(store, n));
  });
}

/** Puts a picture into the store, inside a `write`; returns its id. */
export function storeImage(
  store: Store,
  caseN: number,
  image: Pick<NewImage, 'png' | 'width' | 'height' | 'sha256'>,
): string {
  const id = randomUUID();
  prepared(
    store,
    'INSERT INTO images (id, case_n, sha256, width, height, png) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(id, caseN, image.sha256, image.width, image.height, image.png);
  return id;
}

function newView(view: NewView, imageId: string): CaseView {
  return {
    kind: view.kind,
    imageId,
    fileName: view.image.fileName,
    width: view.image.width,
    height: view.image.height,
    spacingMmPerPx: view.spacingMmPerPx,
    spacingSource: view.spacingMmPerPx === null ? null : view.spacingSource,
    colour: view.image.colour,
    handNodule: null,
    handGland: null,
    chosenNodule: 0,
  };
}
