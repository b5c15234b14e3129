/** What was acknowledged of each case, and what was sent and not answered before the kill: that may be there or not. */
export type Expected = {
  cases: Map<string, ExpectedCase>;
  /** Labels of cases that were asked for without an answer. */
  acknowledged: number;
};
export type ExpectedCase = {
  /** Every value the field may have now: the last acknowledged one, and those sent after it. */
  age: (number | null)[];
  deleted: boolean[];
  /** At least so many, and at most as many as were sent. */
  outcomes: { told: number; sent: number };
  assessments: Set<string>;
};

export const newExpected = (): Expected => ({ cases: new Map(), acknowledged: 0 });

export function expectCase(expected: Expected, caseId: string, age: number | null): ExpectedCase {
  const one: ExpectedCase = {
    age: [age],
    deleted: [false],
    outcomes: { told: 0, sent: 0 },
    assessments: new Set(),
  };
  expected.cases.set(caseId, one);
  expected.acknowledged++;
  return one;
}
