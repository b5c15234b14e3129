/** Needle-cytology pictures of a case. Taken out of a case they stay, so that earlier assessments can show them. */
export const migration = {
  version: 2,
  name: 'smears',
  sql: `
CREATE TABLE smears (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  case_n INTEGER NOT NULL REFERENCES cases (n) ON DELETE CASCADE,
  image_id TEXT NOT NULL UNIQUE REFERENCES images (id) ON DELETE CASCADE,
  file_name TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE INDEX smears_of_case ON smears (case_n, n);
`,
};
