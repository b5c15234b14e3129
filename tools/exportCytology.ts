/**
 * Writes the training tensors of ThyroidEffi through the product's own preprocessing, so that the network learns on
 * exactly what it will see: the whole field, the twelve patches, and a 256 px square from which the training sets
 * are cut. Usage: node tools/exportCytology.ts [--data FOLDER]
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { glassColour } from '../app/cytology/colourPicture.ts';
import {
  PATCH_PX,
  PATCHES,
  patchInputs,
  squareInput,
  WHOLE_PX,
  wholeInput,
  wholeSquare,
} from '../app/cytology/smearInput.ts';
import { foldsByBlock, readColour, readSmears } from './cytology/smears.ts';
import { DATASETS } from './trainingData.ts';

const SOURCE_PX = 256;
const FOLDS = 5;
const OUT = path.resolve(import.meta.dirname, '../models/training/work');

const at = process.argv.indexOf('--data');
const folder = path.resolve(at > 0 ? process.argv[at + 1]! : path.join(DATASETS, 'fnab'));
if (!existsSync(path.join(folder, 'labels.csv'))) {
  console.error(`${folder} holds no labels.csv: nothing was written.`);
  process.exit(2);
}
const rows = readSmears(folder);
const folds = foldsByBlock(rows, FOLDS);
const lengths = {
  source: 3 * SOURCE_PX ** 2,
  whole: 3 * WHOLE_PX ** 2,
  patches: PATCHES * 3 * PATCH_PX ** 2,
};
const out = {
  source: new Uint8Array(rows.length * lengths.source),
  whole: new Uint8Array(rows.length * lengths.whole),
  patches: new Uint8Array(rows.length * lengths.patches),
};
for (const [i, row] of rows.entries()) {
  const picture = await readColour(row.file);
  const source = squareInput(picture, wholeSquare(picture), SOURCE_PX, glassColour(picture));
  out.source.set(toBytes(source), i * lengths.source);
  out.whole.set(toBytes(wholeInput(picture)), i * lengths.whole);
  out.patches.set(toBytes(patchInputs(picture)), i * lengths.patches);
}
mkdirSync(OUT, { recursive: true });
for (const [name, bytes] of Object.entries(out)) writeFileSync(path.join(OUT, `cytology.${name}.u8`), bytes);
writeFileSync(
  path.join(OUT, 'cytology.json'),
  `${JSON.stringify({
    classes: [...new Set(rows.map((row) => row.label))],
    sizes: { source: SOURCE_PX, whole: WHOLE_PX, patches: PATCH_PX },
    rows: rows.map((row, i) => ({ name: row.name, label: row.label, block: row.block, fold: folds[i] })),
  })}\n`,
);
for (let fold = 0; fold < FOLDS; fold++) {
  const held = rows.filter((_, i) => folds[i] === fold);
  const counts = [...new Set(rows.map((r) => r.label))].map(
    (label) => `${label} ${held.filter((r) => r.label === label).length}`,
  );
  console.log(`fold ${fold}: ${held.length} pictures (${counts.join(', ')})`);
}

function toBytes(values: Float32Array): Uint8Array {
  return Uint8Array.from(values, (value) => Math.round(value * 255));
}
