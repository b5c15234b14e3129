import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_DATA_KEY, TEST_STORE } from '../../main/access/testing/testStore.ts';
import { readBack } from '../../main/backup/copyOpenStore.ts';
import { openFacts, readTrailer } from '../../main/backup/trailer.ts';
import { subkey } from '../../main/keys/dataKey.ts';
import { verifyAudit } from '../../main/store/audit.ts';
import { openStore, type Store } from '../../main/store/index.ts';
import type { Expected } from './expected.ts';

/** What is wrong with a store after a kill; nothing when it opens, is whole and holds what was acknowledged. */
export async function checkAfterKill(folder: string, expected: Expected): Promise<string[]> {
  const wrong: string[] = [];
  let store: Store;
  try {
    store = await openWhenFree(folder);
  } catch (error) {
    return [`does not open: ${(error as Error).message}`];
  }
  try {
    const { db } = store;
    const whole = db.pragma('integrity_check', { simple: true });
    if (whole !== 'ok') wrong.push(`integrity_check: ${whole}`);
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0) wrong.push('foreign keys');
    for (const [pragma, value] of [
      ['journal_mode', 'wal'],
      ['synchronous', 2],
    ])
      if (db.pragma(String(pragma), { simple: true }) !== value) wrong.push(`${pragma} is not ${value}`);
    const { fault, seq } = verifyAudit(store, subkey(TEST_DATA_KEY, 'audit head'));
    if (fault) wrong.push(`audit log: ${fault} at ${seq}`);
    for (const [what, sql] of Object.entries(HALVES)) {
      const n = db.prepare(sql).pluck().get() as number;
      if (n > 0) wrong.push(`${n} ${what}`);
    }
    wrong.push(...lostChanges(store, expected));
  } finally {
    store.close();
  }
  wrong.push(...(await badBackups(join(folder, 'backups'))));
  return wrong;
}

/** What must not be there: half of something. */
const HALVES = {
  'cases without a picture':
    'SELECT count(*) FROM cases c WHERE NOT EXISTS (SELECT 1 FROM views v JOIN images i ON i.id = v.image_id WHERE v.case_n = c.n)',
  'cases missing from the work list':
    'SELECT count(*) FROM cases c WHERE deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM work_list w WHERE w.n = c.n)',
  'deleted cases in the work list':
    'SELECT count(*) FROM cases c JOIN work_list w ON w.n = c.n WHERE deleted_at IS NOT NULL',
  'cases that the log does not know':
    "SELECT count(*) FROM cases c WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.case_id = c.id AND a.action IN ('case.created', 'case.received'))",
  'assessments without their basis':
    'SELECT count(*) FROM assessments a WHERE NOT EXISTS (SELECT 1 FROM assessment_basis b WHERE b.assessment_n = a.n)',
  'assessments that the log does not know':
    "SELECT count(*) - (SELECT count(*) FROM audit WHERE action = 'assessment.saved') FROM assessments a WHERE EXISTS (SELECT 1 FROM audit x WHERE x.case_id = (SELECT id FROM cases WHERE n = a.case_n) AND x.action = 'case.created')",
  'entries of cases that are not there':
    "SELECT count(*) FROM audit a WHERE a.action = 'case.created' AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = a.case_id)",
};

function lostChanges(store: Store, expected: Expected): string[] {
  const lost: string[] = [];
  const find = store.db.prepare<[string], { n: number; age: number | null; deleted: 0 | 1 }>(
    'SELECT n, age_years AS age, deleted_at IS NOT NULL AS deleted FROM cases WHERE id = ?',
  );
  const outcomesOf = store.db
    .prepare<[number], number>('SELECT count(*) FROM outcomes WHERE case_n = ?')
    .pluck();
  const assessment = store.db.prepare('SELECT 1 FROM assessments WHERE id = ?');
  for (const [caseId, one] of expected.cases) {
    const row = find.get(caseId);
    if (!row) {
      lost.push(`lost case ${caseId}`);
      continue;
    }
    if (!one.age.includes(row.age))
      lost.push(`lost age of ${caseId}: ${row.age}, not ${one.age.join(' or ')}`);
    if (!one.deleted.includes(row.deleted === 1)) lost.push(`lost deletion of ${caseId}`);
    const outcomes = outcomesOf.get(row.n) as number;
    if (outcomes < one.outcomes.told) lost.push(`lost outcome of ${caseId}`);
    for (const id of one.assessments) if (!assessment.get(id)) lost.push(`lost assessment ${id}`);
    // From here on what is there counts as acknowledged.
    one.age = [row.age];
    one.deleted = [row.deleted === 1];
    one.outcomes = { told: outcomes, sent: outcomes };
  }
  return lost;
}

/** Whatever has a backup's name opens and is whole; what a kill left has another one. */
async function badBackups(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.tmbackup'));
  } catch {
    return [];
  }
  const bad: string[] = [];
  for (const name of names) {
    const file = join(folder, name);
    try {
      const trailer = readTrailer(file);
      const whole = (await readBack(file, trailer.contentBytes)) === trailer.contentSha256;
      if (!whole || !openFacts(trailer, TEST_DATA_KEY)) bad.push(`backup ${name} is not whole`);
    } catch (error) {
      bad.push(`backup ${name}: ${(error as Error).message}`);
    }
  }
  return bad;
}

/** Children of a killed process notice that they are alone and leave; until then they hold the store. */
async function openWhenFree(folder: string): Promise<Store> {
  for (let tries = 0; ; tries++) {
    try {
      return openStore(folder, TEST_STORE);
    } catch (error) {
      if (tries > 100 || !/store\.inUse/.test((error as Error).message)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
