import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askAudit } from '../docs/audit.ts';
import { isAllowed } from '../docs/licences.ts';
import { lockedPackages } from '../docs/lockfile.ts';
import { listedPackages, weights } from '../docs/thirdParty.ts';
import { readTrace } from '../docs/trace.ts';
import { ROOT } from '../setup/paths.mjs';
import { type Check, fail, judge, pass, skipped } from './check.ts';
import { program } from './program.ts';

const read = (...parts: string[]): string => readFileSync(join(ROOT, ...parts), 'utf8');

export const cleanTree: Check = {
  name: 'working tree',
  async run() {
    const { code, output } = await program('git', ['status', '--porcelain']);
    if (code !== 0) return skipped('this is no git working tree');
    const changed = output.split('\n').filter((line) => line.trim() !== '');
    if (changed.length > 0) return fail(`${changed.length} files are changed or new`, changed);
    const head = await program('git', ['log', '-1', '--format=%h %cs']);
    return pass(`clean, at ${head.output.trim()}`);
  },
};

export const versions: Check = {
  name: 'versions',
  async run() {
    const product = JSON.parse(read('package.json')) as {
      version: string;
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const lock = JSON.parse(read('package-lock.json')) as { version: string };
    const problems: string[] = [];
    if (lock.version !== product.version)
      problems.push(`package.json says ${product.version}, package-lock.json ${lock.version}`);
    for (const [name, version] of Object.entries({ ...product.dependencies, ...product.devDependencies }))
      if (!/^(npm:.+@)?\d+\.\d+\.\d+[\w.-]*$/.test(version))
        problems.push(`${name} has no exact version: ${version}`);
    return judge(problems, `${product.version}; every direct package at one exact version`);
  },
};

export const audit: Check = {
  name: 'known problems (npm audit)',
  async run() {
    const answer = await askAudit({ shippedOnly: false });
    if (!answer.asked) return skipped(answer.why);
    return judge(
      answer.advisories.map((one) => `${one.package}: ${one.severity}: ${one.title} ${one.url}`),
      'the registry knows of none',
    );
  },
};

export const licences: Check = {
  name: 'licences',
  async run() {
    const packages = lockedPackages(ROOT);
    const refused = packages.filter(
      (one) => !isAllowed(one.licence, { name: one.name, shipped: one.place !== 'development' }),
    );
    return judge(
      refused.map((one) => `${one.name} ${one.version}: ${one.licence}`),
      `${packages.length} packages, all on the list`,
    );
  },
};

export const thirdParty: Check = {
  name: 'third-party list',
  async run() {
    const document = read('docs', 'third-party.md');
    const listed = new Set(listedPackages(document));
    const networks = weights(ROOT);
    const locked = new Set(lockedPackages(ROOT).map((one) => `${one.name}@${one.version}`));
    const problems = [
      ...[...locked].filter((one) => !listed.has(one)).map((one) => `${one} is not listed`),
      ...[...listed]
        .filter((one) => !locked.has(one))
        .map((one) => `${one} is listed and not in the lockfile`),
      ...networks
        .filter(
          (one) => !document.includes(`| ${one.pack} | ${one.name} | ${one.version} | ${one.licence} |`),
        )
        .map((one) => `${one.pack}: ${one.name} ${one.version} is not listed`),
    ];
    return judge(problems, `${listed.size} packages as the lockfile says, ${networks.length} networks`);
  },
};

export const trace: Check = {
  name: 'requirement → test',
  async run() {
    const { requirements, tests, problems } = readTrace(ROOT);
    return judge(problems, `${requirements.length} requirements, ${tests.length} tests named, all exist`);
  },
};
