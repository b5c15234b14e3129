/**
 * Finishes and checks a pack of one's own (docs/own-model-pack.md): fills sizes, hashes and tensors into its
 * manifest.json, then does with it what the Models screen will do. Usage: npm run pack:check -- FOLDER [--zip FILE]
 */
import { parseArgs } from 'node:util';
import { toFailure } from '../app/failure.ts';
import { sayFailure } from '../app/words/say.ts';
import { checkPack, fillManifest, zipPack } from './ownPack/finishPack.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { zip: { type: 'string' } } });
const [folder] = positionals;
if (!folder) {
  console.error('Usage: npm run pack:check -- FOLDER [--zip FILE]');
  process.exit(2);
}
try {
  await fillManifest(folder);
  console.log(`${await checkPack(folder)}: every check of the Models screen passed`);
  if (values.zip) {
    zipPack(folder, values.zip);
    console.log(`${values.zip}: ready to import`);
  }
} catch (thrown) {
  const failure = toFailure(thrown);
  console.error(sayFailure('en', failure));
  if (failure.detail) console.error(failure.detail);
  process.exitCode = 2;
}
