import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents, missingTest, pathsIn, type TestName, testNamesIn } from './evidence.ts';
import { type Requirement, readRequirements } from './requirements.ts';

/** Documents whose every path must exist. */
const WRITTEN_FOR_QUALITY = [
  'requirements.md',
  'risk-analysis.md',
  'intended-use.md',
  'data-protection.md',
  'security.md',
  'who-gets-in.md',
  'nothing-lost.md',
];

/** What the documents promise, held against the tests and commands that exist. */
export type Trace = {
  readonly requirements: readonly Requirement[];
  /** Tests named in any document of docs/, each once. */
  readonly tests: readonly TestName[];
  readonly problems: readonly string[];
};

/** Reads docs/ and every test file that it names. */
export function readTrace(root: string): Trace {
  const docs = documents(root);
  const requirements = readRequirements(docs.get('requirements.md') ?? '');
  const missing = missingTest(root);
  const problems: string[] = [];
  const tests = new Map<string, TestName>();
  for (const [doc, text] of docs)
    for (const name of testNamesIn(text)) {
      tests.set(`${name.file}\n${name.title}`, name);
      const wrong = missing(name);
      if (wrong) problems.push(`docs/${doc}: ${wrong}`);
    }
  for (const doc of WRITTEN_FOR_QUALITY)
    for (const path of pathsIn(docs.get(doc) ?? ''))
      if (!existsSync(join(root, path))) problems.push(`docs/${doc}: ${path} does not exist`);
  for (const hazard of (docs.get('risk-analysis.md') ?? '')
    .split('\n')
    .filter((line) => /^\| H-\d/.test(line)))
    if (testNamesIn(hazard).length === 0)
      problems.push(`docs/risk-analysis.md: ${hazard.slice(2, 6).trim()} is shown by no test`);
  const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts as object;
  const numbers = new Set<string>();
  for (const { id, tests: shownBy, commands } of requirements) {
    if (numbers.has(id)) problems.push(`docs/requirements.md: ${id} stands twice`);
    numbers.add(id);
    if (shownBy.length === 0 && commands.length === 0)
      problems.push(`docs/requirements.md: ${id} is shown by no test and no command`);
    for (const command of commands)
      if (!(command in scripts)) problems.push(`docs/requirements.md: ${id}: there is no npm run ${command}`);
  }
  if (requirements.length === 0) problems.push('docs/requirements.md holds no requirement');
  return { requirements, tests: [...tests.values()], problems: [...new Set(problems)] };
}
