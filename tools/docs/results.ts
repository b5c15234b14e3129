import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TestName } from './evidence.ts';

/** How the tests of one name ended in the last `npm test`. */
export type Ended = 'passed' | 'failed' | 'skipped' | 'not in it';

type Vitest = {
  testResults: {
    name: string;
    assertionResults: { ancestorTitles: string[]; title: string; status: string }[];
  }[];
};
type Suite = {
  title: string;
  file?: string;
  suites?: Suite[];
  specs?: { title: string; file?: string; ok: boolean; tests: { status: string }[] }[];
};

/** Reads the reports that `npm test` leaves in test-results; null where it has not run. */
export function lastResults(root: string): { when: Date; ended(name: TestName): Ended } | null {
  const vitest = join(root, 'test-results', 'vitest.json');
  if (!existsSync(vitest)) return null;
  const rows: { file: string; titles: string[]; status: string }[] = [];
  for (const { name, assertionResults } of (JSON.parse(readFileSync(vitest, 'utf8')) as Vitest).testResults)
    for (const { ancestorTitles, title, status } of assertionResults)
      rows.push({ file: name.replaceAll('\\', '/'), titles: [...ancestorTitles, title], status });
  const e2e = join(root, 'test-results', 'e2e.json');
  if (existsSync(e2e)) {
    const collect = (suite: Suite, titles: string[], file: string) => {
      for (const spec of suite.specs ?? []) {
        const skipped = spec.tests.every((test) => test.status === 'skipped');
        const status = skipped ? 'skipped' : spec.ok ? 'passed' : 'failed';
        rows.push({ file: spec.file ?? file, titles: [...titles, spec.title], status });
      }
      for (const inner of suite.suites ?? [])
        collect(inner, [...titles, inner.title], inner.file ?? suite.file ?? file);
    };
    for (const suite of (JSON.parse(readFileSync(e2e, 'utf8')) as { suites: Suite[] }).suites)
      collect(suite, [suite.title], suite.file ?? '');
  }
  return {
    when: statSync(vitest).mtime,
    ended({ file, title }) {
      const pattern = writtenAs(title);
      const mine = rows.filter(
        (row) =>
          (row.file.endsWith(`/${file}`) || `e2e/${row.file}` === file) &&
          row.titles.some((one) => pattern.test(one)),
      );
      if (mine.length === 0) return 'not in it';
      if (mine.some((row) => row.status === 'failed')) return 'failed';
      return mine.every((row) => row.status !== 'passed') ? 'skipped' : 'passed';
    },
  };
}

/** `%s`, `%i` and `$name` of a title stand for what a row put there. */
function writtenAs(title: string): RegExp {
  const parts = title
    .split(/%[sdifjo]|\$[\w.]+|…/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}( @\\w+)*$`, 's');
}
