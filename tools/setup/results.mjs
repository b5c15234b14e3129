import { existsSync, readFileSync } from 'node:fs';

/** What one part of `npm test` found. A part that broke off without a result counts as one failure. */

/** vitest's JSON report: https://vitest.dev/guide/reporters.html#json-reporter */
export function vitestResult(file, code) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const failed = report.numFailedTests;
  // A file that does not load has no tests to fail, and an unhandled error belongs to none.
  const unnamed =
    failed === 0 && (code !== 0 || !report.success) ? Math.max(1, report.numFailedTestSuites ?? 1) : 0;
  return {
    passed: report.numPassedTests,
    failed: failed + unnamed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** Playwright's JSON report; a test that passed only when tried again is not passed. */
export function playwrightResult(file, code) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky + (report.errors?.length ?? 0);
  return { passed: expected, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}

/** Why end-to-end tests were skipped, each reason with its count. */
export function skipReasons(file) {
  const reasons = new Map();
  const visit = (suite) => {
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests)
        for (const { type, description } of test.annotations)
          if (type === 'skip' && description) reasons.set(description, (reasons.get(description) ?? 0) + 1);
    for (const inner of suite.suites ?? []) visit(inner);
  };
  for (const suite of readReport(file)?.suites ?? []) visit(suite);
  return [...reasons].map(([reason, count]) => `${count} skipped: ${reason}`);
}

function readReport(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

export function sum(results) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) for (const name of Object.keys(total)) total[name] += result[name];
  return total;
}

/** The last line that `npm test` prints. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
