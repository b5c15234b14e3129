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
