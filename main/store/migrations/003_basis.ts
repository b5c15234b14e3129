/**
 * What an assessment rests on beside its case: the settings, and which systems were asked. Narrow, apart from the
 * large body, so that a change of settings or packs is held against every case without reading bodies. Of
 * assessments from before, the newest of each case are filled in; the cut-off they used was not kept (null).
 */
export const migration = {
  version: 3,
  name: 'basis',
  sql: `
CREATE TABLE assessment_basis (
  assessment_n INTEGER PRIMARY KEY REFERENCES assessments (n) ON DELETE CASCADE,
  prevalence REAL,
  positive_cutoff REAL,
  -- hashes of the opinion packs that were asked, one after the other
  asked TEXT NOT NULL
) STRICT;
INSERT INTO assessment_basis
SELECT n, json_extract(body, '$.risk.prevalence'), NULL,
  ifnull((SELECT group_concat(json_extract(value, '$.pack.sha256'), ' ') FROM json_each(body, '$.opinions')), '')
FROM assessments WHERE n IN (SELECT max(n) FROM assessments GROUP BY case_n);
`,
};
