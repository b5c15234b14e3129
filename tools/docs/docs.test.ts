import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAttack, readBench, readFuzz, readKills, readSoak } from '../releaseCheck/runs.ts';
import { ROOT } from '../setup/paths.mjs';
import { readAudit } from './audit.ts';
import { testNamesIn } from './evidence.ts';
import { isAllowed } from './licences.ts';
import { directPackages, lockedPackages } from './lockfile.ts';
import { PURPOSES } from './purposes.ts';
import { readRequirements } from './requirements.ts';
import { testTitles } from './testTitles.ts';
import { listedPackages } from './thirdParty.ts';
import { readTrace } from './trace.ts';

describe('requirements, risks and promises', () => {
  test('name only tests, files and commands that exist', () => {
    const { requirements, problems } = readTrace(ROOT);
    expect(problems).toEqual([]);
    expect(requirements.length).toBeGreaterThan(50);
  });

  test('are read with what shows them, up to the next heading', () => {
    const text = [
      '## Keys',
      '**R-7** A key opens.',
      '',
      '- `main/a.test.ts` › opens: 1, 2; and “3”',
      '- `npm run bench -- unlock`',
      '## Next',
      '- `main/b.test.ts` › belongs to nobody',
    ].join('\n');
    expect(readRequirements(text)).toEqual([
      {
        id: 'R-7',
        sentence: 'A key opens.',
        section: 'Keys',
        tests: [{ file: 'main/a.test.ts', title: 'opens: 1, 2; and “3”' }],
        commands: ['bench'],
      },
    ]);
  });

  test('may name several tests in one cell of a table', () => {
    const row = '| H-1 | `main/a.test.ts` › one<br>`e2e/b.spec.ts` › two @web |';
    expect(testNamesIn(row)).toEqual([
      { file: 'main/a.test.ts', title: 'one' },
      { file: 'e2e/b.spec.ts', title: 'two @web' },
    ]);
  });
});

describe('titles of a test file', () => {
  test('are those of tests and groups, however they are called, and nothing else', () => {
    const source = `
      // test('in a comment', () => {});
      describe('group', () => {
        it.each([['no title']])('each %s', (one: string) => {});
        test.skipIf(process.platform === 'win32')('skipped somewhere', () => {});
        it.each\`a | b\`('from a table', () => {});
        test(\`\${1} view(s)\`, async () => { await test.step('a step', async () => {}); log("test('in a string')"); });
      });`;
    expect([...testTitles('x.test.ts', source)]).toEqual([
      'group',
      'each %s',
      'skipped somewhere',
      'from a table',
      '… view(s)',
    ]);
  });
});

describe('the list of third-party software', () => {
  const locked = lockedPackages(ROOT);

  test('names every package and version of the lockfile and no other', () => {
    const listed = listedPackages(readFileSync(join(ROOT, 'docs', 'third-party.md'), 'utf8'));
    expect(
      listed.sort(),
      'packages have changed: run `npm run docs:third-party` and commit docs/third-party.md',
    ).toEqual(locked.map((one) => `${one.name}@${one.version}`).sort());
  });

  test('says what each package of package.json is for', () => {
    expect(Object.keys(PURPOSES).sort()).toEqual(directPackages(ROOT).sort());
  });

  test('knows what is handed out: what processes and page bring with them', () => {
    const place = (name: string) => locked.find((one) => one.name === name)?.place;
    expect(place('better-sqlite3-multiple-ciphers')).toBe('process');
    expect(place('onnxruntime-common')).toBe('process');
    expect(place('micromark')).toBe('page');
    expect(place('electron')).toBe('shell');
    expect(place('lightningcss')).toBe('development');
  });
});

describe('licences', () => {
  const one = { name: 'x', shipped: true };

  test('of all packages are on the list', () => {
    const refused = locked().filter(
      ({ licence, name, place }) => !isAllowed(licence, { name, shipped: place !== 'development' }),
    );
    expect(refused).toEqual([]);
  });

  test('of a choice need one, of a sum all', () => {
    expect(isAllowed('(GPL-3.0 OR MIT)', one)).toBe(true);
    expect(isAllowed('MIT AND GPL-3.0', one)).toBe(false);
    expect(isAllowed('MIT AND (GPL-3.0 OR (ISC AND Zlib))', one)).toBe(true);
    expect(isAllowed('not stated', one)).toBe(false);
    expect(isAllowed('MPL-2.0', one)).toBe(false);
    expect(isAllowed('MPL-2.0', { name: 'x', shipped: false })).toBe(true);
  });

  test('nobody has heard of are refused', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Z][a-z]{3,9}-9\.\d$/), (name) => !isAllowed(name, one)));
  });

  const locked = () => lockedPackages(ROOT);
});

describe('what the release check reads', () => {
  test('from attack, fuzzer and benchmark', () => {
    expect(readAttack('token   20 cases  0 let through\nall   200 cases  1 let through')).toBe(
      '200 cases / 1 let through',
    );
    const fuzz =
      'all                20000    4000   16000       0       1       0       0       0                120 ms';
    expect(readFuzz(fuzz)).toContain('20000 inputs / 0 crashes, 1 hangs');
    const bench = '== unlock\nunlock to\n\n== targets\nunlock       met      median 400 ms';
    expect(readBench(bench, 'unlock')).toEqual({ state: 'met', sentence: 'median 400 ms' });
    const kills =
      'killed       kills  survived\nall            300       299                  4711             1';
    expect(readKills(kills)).toBe('299 of 300 kills survived / 1 of 4711 changes lost or half');
    const soak =
      'backend    120 MB  122 MB    1.7 %   30 and 30\n\n2000 cases in 900 s, 1 inference process(es): flat';
    expect(readSoak(soak)).toBe('2000 cases, flat: backend 1.7%');
    expect(readAttack('Error: no port')).toBeNull();
    expect(readFuzz('')).toBeNull();
  });

  test('from the registry: its advisories, or why there was no answer', () => {
    const answer = JSON.stringify({
      vulnerabilities: {
        ws: { severity: 'high', via: ['other', { title: 'Flood', url: 'https://x', severity: 'high' }] },
      },
    });
    expect(readAudit(`npm warn something\n${answer}\n`)).toEqual({
      asked: true,
      advisories: [{ package: 'ws', severity: 'high', title: 'Flood', url: 'https://x' }],
    });
    const refused = 'npm warn audit 405 Method Not Allowed - POST https://x\n{"message":"405"}';
    expect(readAudit(refused)).toEqual({ asked: false, why: 'the registry answered 405 Method Not Allowed' });
    expect(readAudit('npm error code ENOTFOUND')).toEqual({
      asked: false,
      why: 'the registry was not reached (ENOTFOUND)',
    });
  });
});
