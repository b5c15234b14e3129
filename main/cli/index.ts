import { Command, CommanderError } from 'commander';
import { toFailure } from '../../app/failure.ts';
import { sayFailure } from '../../app/words/say.ts';
import { assessFolder } from './assessFolder.ts';
import { assessOne } from './assessOne.ts';
import { languageOf, type RawOptions } from './options.ts';

/** `thyromap`: the pipeline and the packs from a terminal, no window. Exit code 0 done, 2 bad input, 1 anything else. */

const program = new Command('thyromap')
  .description('Estimates lateral lymph node metastasis risk from thyroid ultrasound. Research use.')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'thyromap: ')) });

program
  .command('assess')
  .description('assess one case, or with --folder every case of a CSV table')
  .option('--transverse <file>', 'transverse view: DICOM, PNG, JPEG, BMP or TIFF')
  .option('--longitudinal <file>', 'longitudinal view')
  .option('--report <file>', 'ultrasound report as text, English or Chinese')
  .option('--age <years>')
  .option('--sex <F|M>')
  .option('--side <left|right|isthmus>')
  .option('--pole <upper|middle|lower>')
  .option('--spacing <mm>', 'millimetres per pixel, where the file does not say')
  .option('--prevalence <share>', 'local share of patients with lateral metastasis (0.52)')
  .option('--json <file>', 'write the result as JSON')
  .option('--masks <folder>', 'write nodule and gland masks of each view as PNG')
  .option('--folder <folder>', 'many cases: a folder with pictures and one CSV table')
  .option('--csv <file>', 'the table, where the folder holds several')
  .option('--out <folder>', 'where the results of --folder go (FOLDER/thyromap-results)')
  .option('--threads <count>', 'threads of the networks (2)')
  .option('--language <en|zh>')
  .action(async (options: RawOptions) => {
    await (options.folder === undefined ? assessOne(options) : assessFolder(options, options.folder));
  });

const packs = program.command('packs').description('model packs: list, verify, import, activate');
const language = ['--language <en|zh>'] as const;
packs
  .command('list')
  .description('every installed pack with its state')
  .option(...language)
  .action(async (options: RawOptions) => (await import('./packs.ts')).listPacks(options));
packs
  .command('verify')
  .description('read every file of every pack and compare it with its hash')
  .option(...language)
  .action(async (options: RawOptions) => (await import('./packs.ts')).listPacks(options));
packs
  .command('import')
  .argument('<pack>', 'a zip file or a folder')
  .description('check, try and install a pack of your own (not switched on)')
  .option(...language)
  .action(async (place: string, options: RawOptions) =>
    (await import('./packs.ts')).bringPack(place, options),
  );
for (const active of [true, false]) {
  packs
    .command(active ? 'activate' : 'deactivate')
    .argument('<name-version>', 'as `packs list` names it')
    .description(active ? 'use a pack from the next assessment on' : 'no longer ask a pack')
    .option(...language)
    .action(async (name: string, options: RawOptions) =>
      (await import('./packs.ts')).switchPack(name, active, options),
    );
}

const audit = program.command('audit').description('audit log: verify, export (ThyroMap must be closed)');
const asWhom = [
  ['--user <name>', 'an administrator’s profile (who was signed in last)'],
  ['--passphrase-fd <number>', 'read the passphrase from this open file descriptor instead of asking'],
  language,
] as const;
const verify = audit.command('verify').description('hold every row against its hash and the one before');
const csv = audit.command('export').argument('<file>').description('every row as CSV');
for (const command of [verify, csv]) for (const option of asWhom) command.option(option[0], option[1]);
verify.action(async (options: RawOptions) => (await import('./audit.ts')).verifyLog(options));
csv.action(async (file: string, options: RawOptions) =>
  (await import('./audit.ts')).exportLog(file, options),
);

try {
  await program.parseAsync();
} catch (thrown) {
  process.exitCode = report(thrown);
}

function report(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  const failure = toFailure(thrown);
  console.error(`thyromap: ${sayFailure(languageSafely(), failure)}`);
  if (process.env.THYROMAP_DETAIL && failure.detail) console.error(failure.detail);
  return failure.code === 'unexpected.error' ? 1 : 2;
}

function languageSafely() {
  const at = process.argv.indexOf('--language');
  try {
    return languageOf({ language: at > 0 ? process.argv[at + 1] : undefined });
  } catch {
    return 'en' as const;
  }
}
