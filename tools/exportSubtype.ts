/**
 * Writes what CSASN's subtype head is trained on, for models/training/csasn_subtype.py: crops around the nodules of
 * drawn necks (app/phantom/subtypeLooks.ts), through the product's own preparation and crop. No patient is among
 * them. What is there is kept: a second call with a larger number adds necks. Usage: npm run export:subtype [-- NECKS]
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SUBTYPE_LOOKS } from '../app/phantom/subtypeLooks.ts';
import { maskBox } from '../app/segmentation/mask.ts';
import { CROP_FACTOR, CROP_SIZE, trainingCrop } from './malignancy/crops.ts';
import { phantomFingerprint } from './subtype/fingerprint.ts';
import { subtypeScene, subtypeViews } from './subtype/scenes.ts';

const OUT = path.resolve(import.meta.dirname, '../models/training/work');
const PIXELS = path.join(OUT, 'subtype.crops.u8');
const INDEX = path.join(OUT, 'subtype.json');
const SAVE_EVERY = 20;

const indexSchema = z.object({
  size: z.literal(CROP_SIZE),
  factor: z.literal(CROP_FACTOR),
  /** Of the code that drew them: crops of two generators are never mixed. */
  fingerprint: z.string(),
  looks: z.array(z.string()),
  rows: z.array(
    z.object({ name: z.string(), look: z.int(), neck: z.int(), width: z.number(), height: z.number() }),
  ),
});
type Index = z.infer<typeof indexSchema>;

const necks = Number(process.argv[2] ?? 800);
mkdirSync(OUT, { recursive: true });
const index = resumed() ?? fresh();
const first = (index.rows.at(-1)?.neck ?? -1) + 1;
for (let n = first; n < necks; n++) {
  const one = subtypeScene('train', n);
  const crops: Uint8Array[] = [];
  for (const { kind, frame, truth } of subtypeViews(one)) {
    const box = maskBox(truth.nodules[0]!);
    if (!box) continue;
    const crop = trainingCrop(frame, box);
    crops.push(crop.pixels);
    const { width, height } = crop.box;
    index.rows.push({
      name: `${one.id}-${kind}`,
      look: SUBTYPE_LOOKS.indexOf(one.look),
      neck: n,
      width,
      height,
    });
  }
  appendFileSync(PIXELS, Buffer.concat(crops));
  if ((n + 1) % SAVE_EVERY === 0 || n + 1 === necks) {
    writeFileSync(INDEX, `${JSON.stringify(index)}\n`);
    console.log(`${n + 1} of ${necks} necks, ${index.rows.length} crops`);
  }
}

function resumed(): Index | null {
  if (!existsSync(INDEX) || !existsSync(PIXELS)) return null;
  const found = indexSchema.safeParse(JSON.parse(readFileSync(INDEX, 'utf8')));
  if (!found.success || found.data.fingerprint !== phantomFingerprint()) return null;
  const bytes = found.data.rows.length * CROP_SIZE ** 2;
  if (statSync(PIXELS).size < bytes) return null;
  // What was written after the last index is drawn again.
  truncateSync(PIXELS, bytes);
  return found.data;
}

function fresh(): Index {
  rmSync(PIXELS, { force: true });
  writeFileSync(PIXELS, '');
  return {
    size: CROP_SIZE,
    factor: CROP_FACTOR,
    fingerprint: phantomFingerprint(),
    looks: [...SUBTYPE_LOOKS],
    rows: [],
  };
}
