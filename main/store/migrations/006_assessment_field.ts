/**
 * Which risk field an assessment's place was read from, apart from the large body, so that taking another field into
 * use is held against every case without reading bodies. The store fills it in itself, whoever adds an assessment.
 */
export const migration = {
  version: 6,
  name: 'assessment_field',
  sql: `
CREATE TABLE assessment_field (
  assessment_n INTEGER PRIMARY KEY REFERENCES assessments (n) ON DELETE CASCADE,
  field_id TEXT NOT NULL
) STRICT;
INSERT INTO assessment_field
SELECT n, json_extract(body, '$.location.field.id') FROM assessments
WHERE json_extract(body, '$.location.field.id') IS NOT NULL;
CREATE TRIGGER assessment_field_kept AFTER INSERT ON assessments
WHEN json_extract(NEW.body, '$.location.field.id') IS NOT NULL
BEGIN
  INSERT INTO assessment_field VALUES (NEW.n, json_extract(NEW.body, '$.location.field.id'));
END;
CREATE TRIGGER assessment_field_never_changes BEFORE UPDATE ON assessment_field
BEGIN SELECT RAISE(ABORT, 'an assessment is immutable'); END;
`,
};
