import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { boxSchema } from '../../app/case/coarseMap.ts';
import { viewKindSchema } from '../../app/case/patientCase.ts';
import type { Box, GreyFrame } from '../../app/image/greyFrame.ts';
import { SUBTYPE_LOOKS } from '../../app/phantom/subtypeLooks.ts';
import { openSegmentation, PACK, prepared } from '../segmentationNetworks.ts';
import { phantomFingerprint } from './fingerprint.ts';
import { type SubtypeSet, subtypeScene, subtypeViews } from './scenes.ts';

/** One drawn neck as the product meets it: prepared frames and its own best detection in each. */
export type SubtypeCase = {
  readonly id: string;
  readonly look: (typeof SUBTYPE_LOOKS)[number];
  readonly views: readonly {
    readonly kind: 'transverse' | 'longitudinal';
    readonly frame: GreyFrame;
    readonly box: Box | null;
  }[];
};

const CACHE = path.resolve('.cache');
const lineSchema = z.object({
  id: z.string(),
  look: z.enum(SUBTYPE_LOOKS),
  views: z.array(
    z.object({
      kind: viewKindSchema,
      width: z.int(),
      height: z.int(),
      pixels: z.string(),
      box: boxSchema.nullable(),
    }),
  ),
});

/** The first `count` necks of a set, drawn and searched for their nodules once and then kept in .cache. */
export async function subtypeCases(set: SubtypeSet, count: number): Promise<SubtypeCase[]> {
  const nodule = createHash('sha256')
    .update(readFileSync(path.join(PACK, 'nodule.onnx')))
    .digest('hex');
  const name = `subtype-${set}-${phantomFingerprint()}-${nodule.slice(0, 12)}.jsonl`;
  mkdirSync(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE))
    if (old.startsWith(`subtype-${set}-`) && old !== name) rmSync(path.join(CACHE, old));
  const file = path.join(CACHE, name);
  const found = existsSync(file) ? readLines(file) : [];
  if (found.length < count) {
    const { nodules } = await openSegmentation(1);
    for (let n = found.length; n < count; n++) {
      const one = subtypeScene(set, n);
      const views: SubtypeCase['views'][number][] = [];
      for (const { kind, frame } of subtypeViews(one)) {
        const box = (await nodules(frame))[0]?.box ?? null;
        views.push({ kind, frame: prepared(frame), box });
      }
      const made = { id: one.id, look: one.look, views };
      appendFileSync(file, `${JSON.stringify(asLine(made))}\n`);
      found.push(made);
      if ((n + 1) % 20 === 0) console.error(`${set}: ${n + 1} of ${count} necks`);
    }
  }
  return found.slice(0, count);
}

function asLine({ id, look, views }: SubtypeCase): z.input<typeof lineSchema> {
  return {
    id,
    look,
    views: views.map(({ kind, frame: { width, height, pixels }, box }) => ({
      kind,
      width,
      height,
      pixels: Buffer.from(pixels).toString('base64'),
      box,
    })),
  };
}

/** In the order of their numbers; a line that was cut off, or written by two processes, counts once or not at all. */
function readLines(file: string): SubtypeCase[] {
  const found = new Map<string, SubtypeCase>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const one = parsed(line);
    if (one) found.set(one.id, one);
  }
  const seed = ({ id }: SubtypeCase) => Number(id.split('-')[1]);
  return [...found.values()].sort((a, b) => seed(a) - seed(b));
}

function parsed(line: string): SubtypeCase | null {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return null;
  }
  const { id, look, views } = lineSchema.parse(json);
  return {
    id,
    look,
    views: views.map(({ kind, width, height, pixels, box }) => ({
      kind,
      frame: { width, height, pixels: new Uint8Array(Buffer.from(pixels, 'base64')), spacingMmPerPx: null },
      box,
    })),
  };
}
