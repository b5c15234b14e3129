import { z } from 'zod';
import { bandOf, overPictures } from '../../app/cytology/slideAnswer.ts';
import { PATCH_PX, PATCHES, patchInputs, WHOLE_PX, wholeInput } from '../../app/cytology/smearInput.ts';
import { FailureError } from '../../app/failure.ts';
import { classAnswer, classProbabilities } from '../../app/opinion/answers.ts';
import type { OpinionAnswer, OpinionPart, OpinionRow } from '../../app/opinion/opinion.ts';
import { wilson } from '../../app/statistics/wilson.ts';
import type { CytologyPicture, OpinionRunner, OpinionTools } from './runner.ts';

/**
 * What the product needs of a cytology pack beside its weights. `classifier` is Basic: pictures → logits and
 * embedding. `regions`, where the pack has it, is Premium: the 13 embeddings of the field and its patches → logits.
 */
const parametersSchema = z.object({
  /** Which of the two answers is the pack's; the calibration and the bands belong to it. */
  answer: z.enum(['basic', 'premium']).default('basic'),
  bands: z
    .array(z.object({ from: z.number(), to: z.number(), pictures: z.int(), right: z.int() }))
    .default([]),
  /** Distance of a whole field from the smears of the training (output `unlike`) beyond which it is not answered. */
  unlikeMax: z.number().positive().optional(),
});
type Parameters = z.infer<typeof parametersSchema>;

/** Asks a cytology pack about every smear picture of a case; the answer is the mean over the pictures. */
export const cytologyRunner: OpinionRunner = async ({ cytology }, tools) => {
  if (cytology.length === 0) return { notGiven: 'noCytology' };
  const { manifest } = tools.pack;
  const parsed = parametersSchema.safeParse(manifest.parameters ?? {});
  if (!parsed.success) throw new FailureError('pack.manifestUnreadable', { folder: tools.pack.folder });
  const parts: OpinionPart[] = [];
  const unlike: string[] = [];
  for (const picture of cytology) {
    tools.signal?.throwIfAborted();
    const { logits, distance } = await readSmear(picture, parsed.data, tools);
    if (isUnlike(distance, parsed.data)) {
      unlike.push(picture.imageId);
      continue;
    }
    parts.push({
      label: picture.fileName,
      imageId: picture.imageId,
      probabilities: classProbabilities(manifest, logits),
    });
  }
  if (parts.length === 0) return { notGiven: 'outsideItsRange', unlike };
  const overAll = overPictures(parts.map((part) => part.probabilities));
  const answer = classAnswer(
    manifest,
    overAll.map((one) => one.mean),
    answerExtras(overAll, parts, parsed.data),
  );
  return { ...answer, unlike };
};

/** A picture that the networks never learned to read is not answered, however sure they are of it. */
function isUnlike(distance: number | null, { unlikeMax }: Parameters): boolean {
  if (unlikeMax === undefined) return false;
  return distance === null || !(distance <= unlikeMax);
}

/**
 * Raw logits of one picture, from the network that answers for the pack, and how far it lies from the smears of the
 * training (null where the pack does not tell).
 */
export async function readSmear(
  picture: Pick<CytologyPicture, 'width' | 'height' | 'rgb'>,
  { answer, unlikeMax }: Pick<Parameters, 'answer' | 'unlikeMax'>,
  { run }: Pick<OpinionTools, 'run'>,
): Promise<{ logits: number[]; distance: number | null }> {
  const whole = await run('classifier', {
    pictures: { type: 'float32', data: wholeInput(picture), dims: [1, 3, WHOLE_PX, WHOLE_PX] },
  });
  const distance = (whole.unlike?.data as Float32Array | undefined)?.[0] ?? null;
  const refused = unlikeMax !== undefined && !(distance !== null && distance <= unlikeMax);
  if (answer === 'basic' || refused) return { logits: [...(whole.logits!.data as Float32Array)], distance };
  const patches = await run('classifier', {
    pictures: { type: 'float32', data: patchInputs(picture), dims: [PATCHES, 3, PATCH_PX, PATCH_PX] },
  });
  const field = whole.embedding!.data as Float32Array;
  const tokens = new Float32Array(field.length * (1 + PATCHES));
  tokens.set(field);
  tokens.set(patches.embedding!.data as Float32Array, field.length);
  const said = await run('regions', {
    tokens: { type: 'float32', data: tokens, dims: [1, 1 + PATCHES, field.length] },
  });
  return { logits: [...(said.logits!.data as Float32Array)], distance };
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** What a reader weighs the mean against: how far the pictures disagree, and how often such answers were right. */
function answerExtras(
  overAll: ReturnType<typeof overPictures>,
  parts: readonly OpinionPart[],
  { bands }: Parameters,
): Pick<OpinionAnswer, 'parts' | 'rows' | 'interval'> {
  const likeliest = overAll.reduce((best, one) => (one.mean > best.mean ? one : best));
  const rows: OpinionRow[] = [];
  let interval: OpinionAnswer['interval'] = null;
  if (parts.length > 1) {
    const spread = `${percent(likeliest.lowest)}–${percent(likeliest.highest)}`;
    rows.push({
      label: { en: 'Same class, over the pictures', zh: '同一类别在各图像中' },
      value: { en: `${spread}, ${parts.length} pictures`, zh: `${spread}，${parts.length} 张图像` },
    });
  }
  const band = bandOf(likeliest.mean, bands);
  if (band && band.pictures > 0) {
    const [low, high] = wilson(band.right, band.pictures);
    interval = [Math.min(low, likeliest.mean), Math.max(high, likeliest.mean)];
    const held = `${band.right}/${band.pictures}, ${percent(low)}–${percent(high)}`;
    rows.push({
      label: { en: 'Held-out pictures answered this surely were right', zh: '同等把握的留出图像判断正确' },
      value: { en: held, zh: held },
    });
  }
  return { parts: [...parts], rows, interval };
}
