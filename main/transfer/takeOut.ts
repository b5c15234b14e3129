import { createHash } from 'node:crypto';
import type { Assessment } from '../../app/case/assessment.ts';
import type { OutcomeBasis } from '../../app/case/outcome.ts';
import type { AssessmentReason } from '../../app/contract/assessmentReason.ts';
import type { TransferredCase } from '../../app/transfer/transferredCase.ts';
import { type CaseRow, readViews } from '../store/caseRows.ts';
import { caseNotFound, prepared, read, type Store } from '../store/store.ts';

/** Everything the store keeps of a case. @throws FailureError `case.notFound` */
export function takeOutCase(store: Store, caseId: string): TransferredCase {
  return read(store, () => {
    const row = prepared<[string], CaseRow>(store, 'SELECT * FROM cases WHERE id = ?').get(caseId);
    if (!row) throw caseNotFound(caseId);
    return {
      id: row.id,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      revision: row.revision,
      facts: {
        label: row.label,
        ageYears: row.age_years,
        sex: row.sex,
        side: row.side,
        pole: row.pole,
        report: row.report,
      },
      simulated: row.simulated === 1,
      reviewedAt: row.reviewed_at,
      archivedAt: row.archived_at,
      pictures: picturesOf(store, row.n),
      views: readViews(store, row.n),
      smears: smearsOf(store, row.n),
      assessments: assessmentsOf(store, row.n),
      outcomes: outcomesOf(store, row.n),
    };
  });
}

/** One text for one content, whatever ids it has: tells the same version of a case from another. */
export function fingerprintOf(one: TransferredCase): string {
  const sha = new Map(one.pictures.map(({ id, sha256 }) => [id, sha256]));
  const { label, ageYears, sex, side, pole, report } = one.facts;
  const content = [
    [label, ageYears, sex, side, pole, report, one.revision],
    one.views.map((view) => [
      view.kind,
      sha.get(view.imageId),
      view.spacingMmPerPx,
      view.chosenNodule,
      view.handNodule,
      view.handGland,
    ]),
    one.smears.map((smear) => [sha.get(smear.imageId), smear.removedAt !== null]),
    one.assessments.map(({ body }) => [body.createdAt, body.packVersion, body.risk?.probability ?? null]),
    one.outcomes.map(({ recordedAt, basis, lateralMetastasis }) => [recordedAt, basis, lateralMetastasis]),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function picturesOf(store: Store, n: number): TransferredCase['pictures'] {
  return prepared<[number], { id: string; sha256: string; width: number; height: number; png: Buffer }>(
    store,
    'SELECT id, sha256, width, height, png FROM images WHERE case_n = ? ORDER BY n',
  )
    .all(n)
    .map(({ png, ...rest }) => ({ ...rest, pngBase64: png.toString('base64') }));
}

function smearsOf(store: Store, n: number): TransferredCase['smears'] {
  return prepared<[number], TransferredCase['smears'][number]>(
    store,
    `SELECT image_id AS imageId, file_name AS fileName, removed_at AS removedAt FROM smears
       WHERE case_n = ? ORDER BY n`,
  ).all(n);
}

type AssessmentRow = {
  body: string;
  by: string | null;
  reason: AssessmentReason | null;
  asked: string | null;
  prevalence: number | null;
  positiveCutoff: number | null;
};

function assessmentsOf(store: Store, n: number): TransferredCase['assessments'] {
  return prepared<[number], AssessmentRow>(
    store,
    `SELECT a.body, u.name AS by, a.reason, b.asked, b.prevalence, b.positive_cutoff AS positiveCutoff
       FROM assessments a LEFT JOIN users u ON u.id = a.created_by
       LEFT JOIN assessment_basis b ON b.assessment_n = a.n WHERE a.case_n = ? ORDER BY a.n`,
  )
    .all(n)
    .map(({ body, by, reason, asked, prevalence, positiveCutoff }) => ({
      // What was added to the schema later is filled in.
      body: { opinions: [], ...(JSON.parse(body) as Omit<Assessment, 'opinions'>) },
      by,
      reason,
      basis: asked === null ? null : { prevalence, positiveCutoff, asked },
    }));
}

function outcomesOf(store: Store, n: number): TransferredCase['outcomes'] {
  return prepared<
    [number],
    { id: string; metastatic: 0 | 1 | null; basis: OutcomeBasis; recordedAt: string; by: string | null }
  >(
    store,
    `SELECT o.id, o.lateral_metastasis AS metastatic, o.basis, o.recorded_at AS recordedAt, u.name AS by
       FROM outcomes o LEFT JOIN users u ON u.id = o.recorded_by WHERE o.case_n = ? ORDER BY o.n`,
  )
    .all(n)
    .map(({ metastatic, ...rest }) => ({
      ...rest,
      lateralMetastasis: metastatic === null ? null : metastatic === 1,
    }));
}
