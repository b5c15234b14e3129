import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { record, verifyAudit, verifyAuditEnd } from './audit.ts';
import { AUDIT_HEAD_NAME } from './auditHead.ts';
import { openStore, type Store } from './index.ts';
import { STORE_FILE_NAME } from './openStore.ts';
import { chooseKey } from './storeLock.ts';
import { temporaryFolder } from './testing/fixtures.ts';

const key = Buffer.alloc(32, 3);
const auditKey = Buffer.alloc(32, 4);
const LI = { id: 'li', name: 'Dr Li' };

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let clock: number;
const open = () => openStore(folder.path, { key, auditKey, now: () => new Date(clock) });
beforeEach(() => {
  folder = temporaryFolder();
  clock = Date.UTC(2026, 10, 22, 8);
  store = open();
  store.actor = LI;
});
afterEach(() => {
  store.close();
  folder.remove();
});

/** Somebody with the store's key and any SQLite program: the triggers do not hold them. */
function tamper(sql: string | ((db: Database.Database) => void)): void {
  store.close();
  const db = new Database(join(folder.path, STORE_FILE_NAME));
  chooseKey(db, key);
  db.exec(
    'DROP TRIGGER audit_never_changes; DROP TRIGGER audit_never_shrinks; DROP TRIGGER audit_only_grows',
  );
  if (typeof sql === 'string') db.exec(sql);
  else sql(db);
  db.close();
  store = open();
}
function fill(count = 8): void {
  for (let i = 0; i < count; i++) {
    clock += 1000;
    record(store, { action: 'result.viewed', caseId: `case ${i}`, detail: { assessmentId: String(i) } });
  }
}
const verify = () => verifyAudit(store, auditKey);

describe('a log that was tampered with', () => {
  beforeEach(() => fill(8));

  test.each([
    ['a row changed', "UPDATE audit SET user_name = 'nobody' WHERE seq = 4", 'changed', 4],
    ['a time changed', "UPDATE audit SET at = '2026-01-01T00:00:00.000Z' WHERE seq = 1", 'changed', 1],
    ['a detail changed', `UPDATE audit SET detail = '{"assessmentId":"99"}' WHERE seq = 8`, 'changed', 8],
    ['a row removed', 'DELETE FROM audit WHERE seq = 5', 'missing', 5],
    ['the first row removed', 'DELETE FROM audit WHERE seq = 1', 'missing', 1],
    ['the end cut off', 'DELETE FROM audit WHERE seq > 5', 'cut', 6],
    ['all of it removed', 'DELETE FROM audit', 'cut', 1],
    [
      'two rows exchanged',
      'UPDATE audit SET seq = 100 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 100',
      'order',
      3,
    ],
    [
      'a row removed and the rest moved up',
      'DELETE FROM audit WHERE seq = 3; UPDATE audit SET seq = seq - 1 WHERE seq > 3',
      'order',
      3,
    ],
  ])('%s is found', (_name, sql, fault, seq) => {
    tamper(sql);
    expect(verify()).toMatchObject({ fault, seq });
  });

  test('a row changed and every hash after it made anew is found by the head', () => {
    tamper((db) => {
      db.exec("UPDATE audit SET user_name = 'nobody' WHERE seq = 4");
      let previous = db.prepare('SELECT hash FROM audit WHERE seq = 3').pluck().get() as string;
      for (const row of db.prepare('SELECT * FROM audit WHERE seq >= 4 ORDER BY seq').all() as Record<
        string,
        unknown
      >[]) {
        const text = JSON.stringify([
          previous,
          row.seq,
          row.at,
          row.user_id,
          row.user_name,
          row.action,
          row.case_id,
          row.detail,
        ]);
        const hash = createHash('sha256').update(text).digest('hex');
        db.prepare('UPDATE audit SET previous = ?, hash = ? WHERE seq = ?').run(previous, hash, row.seq);
        previous = hash;
      }
    });
    expect(verify()).toMatchObject({ fault: 'changed', seq: 8 });
    expect(verifyAuditEnd(store, auditKey)).toBe('changed');
  });

  test('its head removed or of another store is said', () => {
    const head = join(folder.path, AUDIT_HEAD_NAME);
    const kept = readFileSync(head, 'utf8');
    rmSync(head);
    expect(verify()).toMatchObject({ fault: 'headMissing' });
    writeFileSync(head, kept.replace('"seq":8', '"seq":5'));
    expect(verify()).toMatchObject({ fault: 'headForged' });
    writeFileSync(head, '{');
    expect(verify()).toMatchObject({ fault: 'headForged' });
    writeFileSync(head, kept);
    expect(verify()).toMatchObject({ fault: null });
  });

  test('an earlier head put back only lags behind; a kill between row and head does the same', () => {
    const head = join(folder.path, AUDIT_HEAD_NAME);
    copyFileSync(head, `${head}.earlier`);
    fill(2);
    copyFileSync(`${head}.earlier`, head);
    expect(verify()).toMatchObject({ fault: null, lastSeq: 10 });
    expect(verifyAuditEnd(store, auditKey)).toBeNull();
  });

  test('in any one value of any one row is found', () => {
    const columns = ['at', 'user_id', 'user_name', 'action', 'case_id', 'detail', 'previous', 'hash'];
    fc.assert(
      fc.property(fc.constantFrom(...columns), fc.integer({ min: 1, max: 8 }), (column, seq) => {
        const before = store.db.prepare(`SELECT ${column} FROM audit WHERE seq = ?`).pluck().get(seq);
        tamper((db) => db.prepare(`UPDATE audit SET ${column} = ${column} || 'x' WHERE seq = ?`).run(seq));
        const { fault } = verify();
        // Put back, so that every try is about one change.
        store.close();
        const db = new Database(join(folder.path, STORE_FILE_NAME));
        chooseKey(db, key);
        db.prepare(`UPDATE audit SET ${column} = ? WHERE seq = ?`).run(before, seq);
        db.exec(TRIGGERS);
        db.close();
        store = open();
        expect(fault).not.toBeNull();
        expect(verify().fault).toBeNull();
      }),
      { numRuns: 24, seed: 11 },
    );
  });
});

/** What `tamper` drops, put back for the next try. */
const TRIGGERS = ['audit_never_changes', 'audit_never_shrinks', 'audit_only_grows']
  .map((name) => `CREATE TRIGGER ${name} BEFORE UPDATE ON drafts BEGIN SELECT 1; END;`)
  .join('\n');
