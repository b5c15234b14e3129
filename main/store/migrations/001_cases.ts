/** Cases with their pictures, immutable assessments, the work list's own columns, and the word index. */
export const migration = {
  version: 1,
  name: 'cases',
  sql: `
CREATE TABLE facts_of_store (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: a number is never given twice, so that nothing left in an index can point at another patient.
CREATE TABLE cases (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  label TEXT NOT NULL,
  age_years INTEGER CHECK (age_years BETWEEN 0 AND 120),
  sex TEXT CHECK (sex IN ('F', 'M')),
  side TEXT CHECK (side IN ('left', 'right', 'isthmus')),
  pole TEXT CHECK (pole IN ('upper', 'middle', 'lower')),
  simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
  reviewed_at TEXT,
  archived_at TEXT,
  deleted_at TEXT,
  report TEXT NOT NULL
) STRICT;
CREATE INDEX cases_deleted ON cases (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE images (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  case_n INTEGER NOT NULL REFERENCES cases (n) ON DELETE CASCADE,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  png BLOB NOT NULL
) STRICT;
CREATE INDEX images_of_case ON images (case_n);
CREATE INDEX images_by_sha256 ON images (sha256, case_n);

CREATE TABLE views (
  case_n INTEGER NOT NULL REFERENCES cases (n) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('transverse', 'longitudinal')),
  image_id TEXT NOT NULL REFERENCES images (id) ON DELETE CASCADE,
  file_name TEXT NOT NULL,
  spacing_mm_per_px REAL,
  spacing_source TEXT,
  colour INTEGER NOT NULL CHECK (colour IN (0, 1)),
  chosen_nodule INTEGER NOT NULL,
  hand_nodule TEXT,
  hand_gland TEXT,
  PRIMARY KEY (case_n, kind)
) STRICT;
CREATE INDEX views_of_image ON views (image_id);

CREATE TABLE assessments (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  case_n INTEGER NOT NULL REFERENCES cases (n) ON DELETE CASCADE,
  case_revision INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  pack_version TEXT NOT NULL,
  probability REAL,
  stage INTEGER,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX assessments_of_case ON assessments (case_n, n, case_revision, created_at, pack_version, probability, stage, id);

CREATE TRIGGER assessments_never_change BEFORE UPDATE ON assessments
BEGIN SELECT RAISE(ABORT, 'an assessment is immutable'); END;
-- A purged case takes its assessments along: by then its row is gone. Any other delete is refused.
CREATE TRIGGER assessments_never_vanish BEFORE DELETE ON assessments
WHEN EXISTS (SELECT 1 FROM cases WHERE n = OLD.case_n)
BEGIN SELECT RAISE(ABORT, 'an assessment is immutable'); END;
CREATE TRIGGER cases_only_purged_from_bin BEFORE DELETE ON cases WHEN OLD.deleted_at IS NULL
BEGIN SELECT RAISE(ABORT, 'only a deleted case can be purged'); END;

-- Narrow copy of what the work list shows and filters; written in the same transaction as its case.
CREATE TABLE work_list (
  n INTEGER PRIMARY KEY REFERENCES cases (n) ON DELETE CASCADE,
  archived INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  probability REAL,
  stage INTEGER,
  side TEXT,
  pole TEXT,
  sex TEXT,
  age_years INTEGER,
  reviewed INTEGER NOT NULL,
  stale INTEGER NOT NULL,
  withheld INTEGER NOT NULL,
  assessed_at TEXT,
  simulated INTEGER NOT NULL,
  views INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  label TEXT NOT NULL,
  label_key TEXT NOT NULL
) STRICT;
-- One covering index per order: filters, counts and deep pages never touch the table.
CREATE INDEX work_list_newest ON work_list
  (archived, created_at, n, probability, stage, side, pole, sex, age_years, reviewed, stale, withheld, assessed_at);
CREATE INDEX work_list_risk_high ON work_list
  (archived, probability, created_at, n, stage, side, pole, sex, age_years, reviewed, stale, withheld, assessed_at);
CREATE INDEX work_list_risk_low ON work_list
  (archived, ifnull(probability, 2), created_at DESC, n DESC, probability, stage, side, pole, sex, age_years, reviewed, stale, withheld, assessed_at);
CREATE INDEX work_list_label ON work_list
  (archived, label_key, n, created_at, probability, stage, side, pole, sex, age_years, reviewed, stale, withheld, assessed_at);

-- Word index over label and report; the text itself stays in cases. Tokens are made by searchWords.ts.
CREATE VIRTUAL TABLE words USING fts5
  (told, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');
`,
};
