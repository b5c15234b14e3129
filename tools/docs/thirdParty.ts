import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditAnswer } from './audit.ts';
import { type LockedPackage, lockedPackages } from './lockfile.ts';
import { CONTAINED, MET_HERE, type Place, PURPOSES } from './purposes.ts';

const TITLES: Readonly<Record<Place, string>> = {
  process: 'In the product: processes',
  page: 'In the product: the page',
  shell: 'In the product: the shell',
  development: 'On a developer’s machine only',
};

const PYTHON: readonly { name: string; licence: string; use: string }[] = [
  { name: 'torch', licence: 'BSD-3-Clause', use: 'trains the networks' },
  { name: 'numpy', licence: 'BSD-3-Clause', use: 'arrays' },
  { name: 'scipy', licence: 'BSD-3-Clause', use: 'masks, reference values in tests' },
  { name: 'onnx', licence: 'Apache-2.0', use: 'writes the networks' },
];

type Weights = { pack: string; name: string; version: string; licence: string; trainedOn: string };

/** docs/third-party.md as a text; `day` is the day on which the registry was asked. */
export function thirdPartyDocument(root: string, audit: AuditAnswer, day: string): string {
  const packages = lockedPackages(root);
  const parts = [
    '# Third-party software',
    '',
    'Made by `npm run docs:third-party` from package-lock.json, the packs’ manifests and the registry’s answer; not',
    'edited by hand. A test holds names and versions against the lockfile. Which licences may be in it is in',
    '`tools/docs/licences.ts`; `npm run release:check` refuses others.',
    '',
    '## Known problems',
    '',
    knownProblems(audit, day),
    '',
    'Met here, and what is done about each:',
    '',
    ...table(
      ['package', 'problem', 'control'],
      MET_HERE.map((one) => [one.package, one.problem, one.control]),
    ),
    '',
  ];
  for (const place of Object.keys(TITLES) as Place[]) {
    const here = packages.filter((one) => one.place === place);
    parts.push(`## ${TITLES[place]} (${here.length})`, '', ...packageTable(here), '');
  }
  parts.push(
    '## Inside these packages',
    '',
    ...table(
      ['package', 'holds'],
      CONTAINED.map((one) => [one.package, one.holds]),
    ),
    '',
    '## Model weights',
    '',
    ...table(
      ['pack', 'network', 'version', 'licence', 'trained on'],
      weights(root).map((one) => [one.pack, one.name, one.version, one.licence, one.trainedOn]),
    ),
    '',
    '## Python, for training only',
    '',
    'Nothing of it is in the product. Versions: `models/training/requirements.txt`.',
    '',
    ...table(['package', 'version', 'licence', 'used for'], pythonRows(root)),
    '',
  );
  return parts.join('\n');
}

/** `name@version` of every package that the document lists. */
export function listedPackages(document: string): string[] {
  const rows = [...document.matchAll(/^\| ([^|]+?)(?: \(as [^)]+\))? \| (\d[^|]*) \| [^|]+ \| [^|]* \|$/gm)];
  const python = new Set(PYTHON.map((one) => one.name));
  return rows.filter(([, name]) => !python.has(name!)).map(([, name, version]) => `${name}@${version}`);
}

function knownProblems(audit: AuditAnswer, day: string): string {
  if (!audit.asked)
    return `**Not asked** on ${day} (${audit.why}). Run \`npm audit\` where the registry can be reached before handing anything out.`;
  if (audit.advisories.length === 0)
    return `\`npm audit\` on ${day}: the registry knows of none for these versions.`;
  return [
    `\`npm audit\` on ${day}:`,
    '',
    ...table(
      ['package', 'severity', 'problem'],
      audit.advisories.map((one) => [one.package, one.severity, `[${one.title}](${one.url})`]),
    ),
  ].join('\n');
}

function packageTable(packages: readonly LockedPackage[]): string[] {
  return table(
    ['package', 'version', 'licence', 'used for'],
    packages.map((one) => [
      one.alias ? `${one.name} (as ${one.alias})` : one.name,
      one.version,
      one.licence,
      usedFor(one),
    ]),
  );
}

function usedFor({ name, alias, through }: LockedPackage): string {
  const own = PURPOSES[alias ?? name];
  if (own && through.includes(alias ?? name)) return own.use;
  const [first, ...others] = through;
  return first
    ? `needed by ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`
    : 'needed by a peer';
}

/** The networks of all packs, with the licence of their weights. */
export function weights(root: string): Weights[] {
  const folder = join(root, 'models', 'packs');
  return readdirSync(folder)
    .sort()
    .flatMap((pack) => {
      const manifest = readManifest(join(folder, pack, 'manifest.json'));
      if (!manifest) return [];
      const rows = manifest.networks.map((one) => ({ ...one, pack }));
      if (rows.length > 0) return rows;
      return [
        {
          pack,
          name: 'coefficients in the manifest',
          version: manifest.version,
          licence: manifest.licence ?? 'not stated',
          trainedOn: manifest.trainedOn?.en ?? '',
        },
      ];
    });
}

type Manifest = {
  version: string;
  licence?: string;
  trainedOn?: { en: string };
  networks: Omit<Weights, 'pack'>[];
};

/** A pack that is still being made has a folder and no manifest. */
function readManifest(file: string): Manifest | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } catch {
    return null;
  }
}

function pythonRows(root: string): string[][] {
  const text = readFileSync(join(root, 'models', 'training', 'requirements.txt'), 'utf8');
  const versions = new Map(
    [...text.matchAll(/^(\w+)==(\S+)$/gm)].map(([, name, version]) => [name!, version!]),
  );
  return PYTHON.map((one) => [one.name, versions.get(one.name) ?? 'any', one.licence, one.use]);
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${heads.join(' | ')} |`,
  `|${heads.map(() => '---').join('|')}|`,
  ...rows.map(
    (row) => `| ${row.map((cell) => cell.replaceAll('|', '/').replaceAll('\n', ' ')).join(' | ')} |`,
  ),
];
