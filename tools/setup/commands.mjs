import { build, ensureBuild } from './build.mjs';
import { ensurePackages } from './packages.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { runInTerminal } from './process.mjs';
import { start } from './start.mjs';
import { allTypes, lint, runBin, test } from './test.mjs';

/** Node runs TypeScript by stripping its types; before 22.18 only when asked. */
const STRIP = process.allowedNodeEnvironmentFlags.has('--experimental-strip-types')
  ? ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
  : [];
const runTypeScript = (file, args) =>
  runInTerminal(process.execPath, [...STRIP, inRoot(file), ...args], { cwd: ROOT });

/** Commands that need nothing but packages: each prints its figures, or writes what training reads. */
const MEASUREMENTS = Object.fromEntries(
  Object.entries({
    evaluate: 'evaluate',
    'train:clinical': 'trainClinical',
    'train:malignancy': 'trainMalignancy',
    'pack:check': 'packCheck',
    'evaluate:segmentation': 'evaluateSegmentation',
    'evaluate:typicality': 'evaluateTypicality',
    'evaluate:view': 'evaluateView',
    'evaluate:fusion': 'evaluateFusion',
    'evaluate:lacking': 'calibrateLacking',
    'evaluate:cytology': 'evaluateCytology',
    'pack:cytology': 'packCytology',
    'export:cytology': 'exportCytology',
    'assess:examples': 'assessExamples',
    'measure:quality': 'measureQuality',
    'measure:writing': 'measureWriting',
    'check:template': 'checkTemplate',
    'check:field': 'checkField',
    'check:placing': 'checkPlacing',
    'fit:demographics': 'fitDemographics',
    'export:training': 'exportTraining',
    'export:phantoms': 'exportPhantomTraining',
    'export:frames': 'cohortFrames',
    'export:cohort': 'exportCohort',
    'draw:cohort': 'drawCohort',
    'pack:fusion': 'packFusion',
    'export:malignancy': 'exportMalignancy',
    'export:subtype': 'exportSubtype',
    'pack:subtype': 'packSubtype',
    'evaluate:subtype': 'evaluateSubtype',
    'pack:malignancy': 'malignancyPacks',
    'evaluate:malignancy': 'evaluateMalignancy',
    attack: 'attack',
    'docs:third-party': 'docsThirdParty',
    'docs:trace': 'docsTrace',
    'release:check': 'releaseCheck',
    soak: 'soak',
    fuzz: 'fuzz',
  }).map(([name, file]) => [
    name,
    async (args) => {
      await ensurePackages();
      return await runTypeScript(`tools/${file}.ts`, args);
    },
  ]),
);

/** What `node tools/bootstrap.mjs NAME` runs; each sets up what it needs first and gives the exit code. */
export const COMMANDS = {
  async start(args) {
    await ensurePackages();
    await ensureBuild();
    return await start(args);
  },
  async test() {
    await ensurePackages();
    await ensureBuild();
    return await test();
  },
  async setup() {
    await ensurePackages();
    await ensureBuild();
    return 0;
  },
  async build() {
    await ensurePackages();
    await build();
    return 0;
  },
  async dev(args) {
    await ensurePackages();
    await ensureBuild();
    const [code] = await Promise.race([
      Promise.all([runBin('vite', 'vite', ['build', 'renderer', '--watch'])]),
      Promise.all([runTypeScript('main/web/index.ts', args)]),
    ]);
    return code;
  },
  async lint() {
    await ensurePackages();
    return await lint();
  },
  async types() {
    await ensurePackages();
    return await allTypes();
  },
  async bench(args) {
    await ensurePackages();
    await ensureBuild();
    return await runTypeScript('tools/bench/index.ts', args);
  },
  ...MEASUREMENTS,
  /** The web host, one of those killed, serves the built windows. */
  async kill(args) {
    await ensurePackages();
    await ensureBuild();
    return await runTypeScript('tools/kill.ts', args);
  },
  async package(args) {
    await ensurePackages();
    await build();
    return await runBin('electron-builder', 'electron-builder', args);
  },
  /** The command line program: `npx thyromap …`. */
  async thyromap(args) {
    await ensurePackages();
    await ensureBuild();
    return await runInTerminal(process.execPath, [inRoot('out', 'main', 'cli.js'), ...args], { tied: true });
  },
};
