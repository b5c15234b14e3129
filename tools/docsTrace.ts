import { globSync } from 'node:fs';
import { lastResults } from './docs/results.ts';
import { readTrace } from './docs/trace.ts';
import { ROOT } from './setup/paths.mjs';

/**
 * `npm run docs:trace`: each requirement of docs/requirements.md with its tests and how they ended in the last
 * `npm test`, then the test files that no document names. Fails where a named test or command does not exist.
 */
const { requirements, tests, problems } = readTrace(ROOT);
const results = lastResults(ROOT);
console.log(
  results
    ? `Results of the npm test of ${results.when.toISOString().slice(0, 16).replace('T', ' ')} UTC.`
    : 'npm test has not run here: no results.',
);
let section = '';
for (const requirement of requirements) {
  if (requirement.section !== section) console.log(`\n${requirement.section}`);
  section = requirement.section;
  console.log(`\n${requirement.id}  ${requirement.sentence}`);
  for (const test of requirement.tests)
    console.log(`  ${results ? results.ended(test).padEnd(10) : ''}${test.file} › ${test.title}`);
  for (const command of requirement.commands) console.log(`  npm run ${command}`);
}
const named = new Set(tests.map((test) => test.file));
const files = globSync(['{app,main,atlas,renderer,tools,models}/**/*.test.{ts,tsx}', 'e2e/*.spec.ts'], {
  cwd: ROOT,
  exclude: (name) => name === 'node_modules',
}).map((file) => file.replaceAll('\\', '/'));
const others = files.filter((file) => !named.has(file)).sort();
console.log(`\nTest files that no document names (they check parts, not promises): ${others.length}`);
for (const file of others) console.log(`  ${file}`);
console.log(
  `\n${requirements.length} requirements, ${tests.length} tests named in docs/, ${problems.length} problems`,
);
for (const problem of problems) console.log(`  ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
