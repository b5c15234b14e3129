/**
 * What became of each case, and the risk fields built from that. Both only grow: an outcome is corrected by a newer
 * one, a field by another version.
 */
export const migration = {
  version: 5,
  name: 'fields',
  sql: `
CREATE TABLE outcomes (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  case_n INTEGER NOT NULL REFERENCES cases (n) ON DELETE CASCADE,
  -- null takes back what was recorded before
  lateral_metastasis INTEGER CHECK (lateral_metastasis IN (0, 1)),
  basis TEXT NOT NULL CHECK (basis IN ('histology', 'needle', 'followUp')),
  recorded_at TEXT NOT NULL,
  recorded_by TEXT
) STRICT;
CREATE INDEX outcomes_of_case ON outcomes (case_n, n, lateral_metastasis);
CREATE TRIGGER outcomes_never_change BEFORE UPDATE ON outcomes
BEGIN SELECT RAISE(ABORT, 'an outcome is immutable'); END;
-- A purged case takes its outcomes along: by then its row is gone.
CREATE TRIGGER outcomes_never_vanish BEFORE DELETE ON outcomes
WHEN EXISTS (SELECT 1 FROM cases WHERE n = OLD.case_n)
BEGIN SELECT RAISE(ABORT, 'an outcome is immutable'); END;

CREATE TABLE fields (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  created_by TEXT,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  body TEXT NOT NULL,
  grid BLOB NOT NULL
) STRICT;
CREATE TRIGGER fields_never_change BEFORE UPDATE ON fields
BEGIN SELECT RAISE(ABORT, 'a risk field is immutable'); END;
CREATE TRIGGER fields_never_vanish BEFORE DELETE ON fields
BEGIN SELECT RAISE(ABORT, 'a risk field is immutable'); END;
`,
};
