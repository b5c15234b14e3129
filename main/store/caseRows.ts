import type { CaseFacts, CaseView, PatientCase, ViewKind } from '../../app/case/patientCase.ts';
import type { MaskRuns } from '../../app/segmentation/mask.ts';
import { caseNotFound, prepared, type Store } from './store.ts';

/** Reading cases: how rows become the types of app/case. */

export type CaseRow = {
  n: number;
  id: string;
  created_at: string;
  updated_at: string;
  revision: number;
  label: string;
  age_years: number | null;
  sex: CaseFacts['sex'];
  side: CaseFacts['side'];
  pole: CaseFacts['pole'];
  simulated: 0 | 1;
  reviewed_at: string | null;
  archived_at: string | null;
  deleted_at: string | null;
  report: string;
};

type ViewRow = {
  kind: ViewKind;
  image_id: string;
  file_name: string;
  width: number;
  height: number;
  spacing_mm_per_px: number | null;
  spacing_source: CaseView['spacingSource'];
  colour: 0 | 1;
  chosen_nodule: number;
  hand_nodule: string | null;
  hand_gland: string | null;
};

/** The row of a case that is not deleted; throws `case.notFound`. */
export function findCaseRow(store: Store, caseId: string): CaseRow {
  const row = prepared<[string], CaseRow>(
    store,
    'SELECT * FROM cases WHERE id = ? AND deleted_at IS NULL',
  ).get(caseId);
  if (!row) throw caseNotFound(caseId);
  return row;
}

/** Views of a case, transverse first. */
export function readViews(store: Store, caseN: number): CaseView[] {
  return prepared<[number], ViewRow>(
    store,
    `SELECT v.*, i.width, i.height FROM views v JOIN images i ON i.id = v.image_id
       WHERE v.case_n = ? ORDER BY v.kind DESC`,
  )
    .all(caseN)
    .map((row) => ({
      kind: row.kind,
      imageId: row.image_id,
      fileName: row.file_name,
      width: row.width,
      height: row.height,
      spacingMmPerPx: row.spacing_mm_per_px,
      spacingSource: row.spacing_source,
      colour: row.colour === 1,
      handNodule: readMask(row.hand_nodule),
      handGland: readMask(row.hand_gland),
      chosenNodule: row.chosen_nodule,
    }));
}

/** Replaces the view rows of a case; inside a `write`. */
export function writeViews(store: Store, caseN: number, views: readonly CaseView[]): void {
  prepared(store, 'DELETE FROM views WHERE case_n = ?').run(caseN);
  const insert = prepared(
    store,
    `INSERT INTO views (case_n, kind, image_id, file_name, spacing_mm_per_px, spacing_source, colour, chosen_nodule,
       hand_nodule, hand_gland) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const view of views) {
    insert.run(
      caseN,
      view.kind,
      view.imageId,
      view.fileName,
      view.spacingMmPerPx,
      view.spacingSource,
      view.colour ? 1 : 0,
      view.chosenNodule,
      view.handNodule && JSON.stringify(view.handNodule),
      view.handGland && JSON.stringify(view.handGland),
    );
  }
}

export function toPatientCase(row: CaseRow, views: CaseView[]): PatientCase {
  return {
    id: row.id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    revision: row.revision,
    label: row.label,
    ageYears: row.age_years,
    sex: row.sex,
    side: row.side,
    pole: row.pole,
    report: row.report,
    views,
    simulated: row.simulated === 1,
    reviewedAt: row.reviewed_at,
    archivedAt: row.archived_at,
  };
}

function readMask(json: string | null): MaskRuns | null {
  return json === null ? null : (JSON.parse(json) as MaskRuns);
}
