import { z } from 'zod';
import type { Assessment } from '../../app/case/assessment.ts';
import { RESTING_SETTINGS, type StaleReason } from '../../app/case/staleness.ts';
import { opinionTaskSchema } from '../../app/opinion/opinion.ts';
import { getSettings } from './settings.ts';
import { prepared, type Store } from './store.ts';
import { activeFieldId, getFact } from './storeFacts.ts';

/** The opinion packs in use, as the store keeps them to tell which an assessment was not asked. */
const askablePackSchema = z.object({ sha256: z.string(), system: z.string(), task: opinionTaskSchema });
export type AskablePack = z.infer<typeof askablePackSchema>;

/** What an assessment made now would rest on, as parameters of `STALE`. */
export function basisNow(store: Store) {
  const { prevalence, positiveCutoff } = getSettings(store);
  return {
    pack: getFact(store, 'packVersion'),
    packs: getFact(store, 'opinionPacks') ?? '[]',
    prevalence,
    cutoff: positiveCutoff,
    field: activeFieldId(store),
  };
}

/**
 * SQL: the newest assessment `a` of case `c` with its basis `b` is not what would be made now. A system that reads
 * smears counts as not asked only where the case has some.
 */
export const STALE = `(a.case_revision < c.revision OR a.pack_version <> ifnull($pack, a.pack_version)
  OR EXISTS (SELECT 1 FROM assessment_field f WHERE f.assessment_n = a.n AND f.field_id <> $field)
  OR ifnull(b.prevalence <> $prevalence, 0) OR ifnull(b.positive_cutoff <> $cutoff, 0)
  OR EXISTS (SELECT 1 FROM json_each($packs) AS p WHERE instr(b.asked, p.value ->> 'sha256') = 0
    AND (p.value ->> 'task' <> 'cytology'
      OR EXISTS (SELECT 1 FROM smears s WHERE s.case_n = c.n AND s.removed_at IS NULL))))`;

type BasisRow = { prevalence: number | null; positiveCutoff: number | null; asked: string };

/** The same for one case, each reason named. */
export function staleReasons(
  store: Store,
  caseN: number,
  revision: number,
  assessment: Assessment,
): StaleReason[] {
  const reasons: StaleReason[] = [];
  if (assessment.caseRevision < revision) reasons.push({ kind: 'case' });
  const pack = getFact(store, 'packVersion');
  if (pack !== null && pack !== assessment.packVersion) reasons.push({ kind: 'pack' });
  const readFrom = assessment.location?.field?.id;
  if (readFrom !== undefined && readFrom !== activeFieldId(store)) reasons.push({ kind: 'field' });
  const basis = prepared<[string], BasisRow>(
    store,
    `SELECT b.prevalence, b.positive_cutoff AS positiveCutoff, b.asked
       FROM assessments a JOIN assessment_basis b ON b.assessment_n = a.n WHERE a.id = ?`,
  ).get(assessment.id);
  if (!basis) return reasons;
  const settings = getSettings(store);
  for (const setting of RESTING_SETTINGS) {
    const [was, now] = [basis[setting], settings[setting]];
    if (was !== null && was !== now) reasons.push({ kind: 'setting', setting, was, now });
  }
  const asked = new Set(basis.asked.split(' '));
  const smears = prepared<[number], number>(
    store,
    'SELECT count(*) FROM smears WHERE case_n = ? AND removed_at IS NULL',
  ).pluck();
  const packs = z.array(askablePackSchema).parse(JSON.parse(getFact(store, 'opinionPacks') ?? '[]'));
  for (const { sha256, system, task } of packs) {
    if (asked.has(sha256) || (task === 'cytology' && smears.get(caseN) === 0)) continue;
    reasons.push({ kind: 'notAsked', system, sha256 });
  }
  return reasons;
}

/** Keeps what a new assessment rests on beside it; inside a `write`. */
export function saveBasis(
  store: Store,
  assessmentN: number | bigint,
  assessment: Assessment,
  alsoAsked: readonly string[],
): void {
  prepared(store, 'INSERT INTO assessment_basis VALUES (?, ?, ?, ?)').run(
    assessmentN,
    assessment.settings?.prevalence ?? assessment.risk?.prevalence ?? null,
    assessment.settings?.positiveCutoff ?? null,
    [...assessment.opinions.map((opinion) => opinion.pack.sha256), ...alsoAsked].join(' '),
  );
}
