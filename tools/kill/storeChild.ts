import { openTestStore } from '../../main/access/testing/testStore.ts';
import { changeCase, createCase, saveAssessment } from '../../main/store/index.ts';
import { recordOutcome } from '../../main/store/outcomes.ts';
import { makeAssessment, makeCase } from '../../main/store/testing/fixtures.ts';

/**
 * Writes as fast as the store lets it and tells each change once it is kept: the same store functions as the
 * backend's, with recorded assessments in place of the networks' own, so that a kill falls into a write often.
 */
const store = await openTestStore(process.argv[2]!);
const told = (message: object): Promise<void> =>
  new Promise((resolve) => process.send!(message, undefined, undefined, () => resolve()));
for (let i = 0; ; i++) {
  const { id } = createCase(store, makeCase({ label: `Case ${i}`, ageYears: 40 }));
  await told({ kind: 'case', id });
  const assessment = makeAssessment(id, (i % 100) / 100);
  saveAssessment(store, assessment);
  await told({ kind: 'assessment', id, assessmentId: assessment.id });
  await told({ kind: 'changing', id, age: 30 + (i % 50) });
  changeCase(store, { caseId: id, facts: { ageYears: 30 + (i % 50) } });
  await told({ kind: 'changed', id, age: 30 + (i % 50) });
  recordOutcome(store, { caseId: id, lateralMetastasis: i % 2 === 0, basis: 'histology' });
  await told({ kind: 'outcome', id });
}
