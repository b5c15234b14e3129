import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testTitles } from './testTitles.ts';

/** A test as a document names it: its file and the exact title of the test or of the group that holds it. */
export type TestName = { readonly file: string; readonly title: string };

const TEST_NAME = /`([\w./-]+\.(?:test|spec)\.tsx?)` › (.+?)(?=\s*(?:<br>|\||$))/gm;
const COMMAND = /`npm run ([\w:]+)(?: --[^`]*)?`/g;

/** Every `` `file.test.ts` › title `` of a text; in a table cell `<br>` ends one. */
export function testNamesIn(text: string): TestName[] {
  return [...text.matchAll(TEST_NAME)].map(([, file, title]) => ({ file: file!, title: title!.trim() }));
}

/** The names of the commands that a text tells to run: `` `npm run bench -- unlock` `` is `bench`. */
export function commandsIn(text: string): string[] {
  return [...new Set([...text.matchAll(COMMAND)].map(([, name]) => name!))];
}

const PATH = /`((?:app|main|renderer|atlas|models|e2e|tools|docs)\/[\w./-]+)`/g;

/** Files and folders of the working tree that a text names. */
export function pathsIn(text: string): string[] {
  return [...new Set([...text.matchAll(PATH)].map(([, path]) => path!))];
}

/** What is wrong with a named test: null, or a sentence. */
export function missingTest(root: string): (name: TestName) => string | null {
  const known = new Map<string, Set<string> | null>();
  return ({ file, title }) => {
    if (!known.has(file)) {
      const path = join(root, file);
      known.set(file, existsSync(path) ? testTitles(file, readFileSync(path, 'utf8')) : null);
    }
    const titles = known.get(file);
    if (!titles) return `${file} does not exist`;
    return titles.has(title) ? null : `${file} has no test “${title}”`;
  };
}

/** The documents of `docs/`, by name. */
export function documents(root: string): Map<string, string> {
  const folder = join(root, 'docs');
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
