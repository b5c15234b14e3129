/**
 * Who works here, what each has done, and what each has typed but not saved. The audit log only grows: every row
 * carries the hash of the one before (app/audit, main/store/audit.ts), and the triggers refuse anything else.
 */
export const migration = {
  version: 4,
  name: 'people',
  sql: `
CREATE TABLE users (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('reader', 'clinician', 'administrator')),
  created_at TEXT NOT NULL,
  closed_at TEXT
) STRICT;
-- The audit log and the assessments name them for good.
CREATE TRIGGER users_never_vanish BEFORE DELETE ON users
BEGIN SELECT RAISE(ABORT, 'a person is never removed'); END;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  user_id TEXT,
  user_name TEXT NOT NULL,
  action TEXT NOT NULL,
  case_id TEXT,
  detail TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_of_case ON audit (case_id, seq) WHERE case_id IS NOT NULL;
CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT ifnull(max(seq), 0) + 1 FROM audit)
  OR NEW.previous <> ifnull((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), '${'0'.repeat(64)}')
BEGIN SELECT RAISE(ABORT, 'the audit log only grows at its end'); END;
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log never changes'); END;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log never shrinks'); END;

CREATE TABLE drafts (
  user_id TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

-- What an estimate was made from and rests on never changes either.
CREATE TRIGGER images_never_change BEFORE UPDATE ON images
BEGIN SELECT RAISE(ABORT, 'a picture is immutable'); END;
CREATE TRIGGER basis_never_changes BEFORE UPDATE ON assessment_basis
BEGIN SELECT RAISE(ABORT, 'an assessment is immutable'); END;

-- Who asked for an assessment and why it was made; null for those of versions before.
ALTER TABLE assessments ADD COLUMN created_by TEXT;
ALTER TABLE assessments ADD COLUMN reason TEXT CHECK (reason IN ('first', 'caseChanged', 'basisChanged', 'askedAgain'));
`,
};
