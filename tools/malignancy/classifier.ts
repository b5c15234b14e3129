import path from 'node:path';
import * as ort from 'onnxruntime-node';
import type { Box, GreyFrame } from '../../app/image/greyFrame.ts';
import { noduleCrop } from '../../app/malignancy/noduleCrop.ts';
import { type CaseSet, type MalignancyCase, malignancyCases } from './cases.ts';

export type Looks = { readonly inputSize: number; readonly cropFactor: number };

/** The raw logit of one network file for a box in a prepared frame; for commands, not the product. */
export async function openClassifier(file: string, { inputSize, cropFactor }: Looks) {
  const session = await ort.InferenceSession.create(path.resolve(file), {
    intraOpNumThreads: 1,
    executionProviders: ['cpu'],
  });
  return async (frame: GreyFrame, box: Box): Promise<number> => {
    const { input } = noduleCrop(frame, box, cropFactor, inputSize);
    const outputs = await session.run({
      frame: new ort.Tensor('float32', input, [1, 1, inputSize, inputSize]),
    });
    return Number(outputs.logit.data[0]);
  };
}

/** What one network says of a set: at the product's own detection (null: nothing found) and at the drawn box. */
export type Scores = { id: string; malignant: boolean; detected: number | null; drawn: number }[];

/** Every network's scores in one pass over the frames. */
export async function scoreAll(
  set: CaseSet,
  networks: Readonly<Record<string, (frame: GreyFrame, box: Box) => Promise<number>>>,
): Promise<Record<string, Scores>> {
  const all: Record<string, Scores> = Object.fromEntries(Object.keys(networks).map((name) => [name, []]));
  for await (const { id, malignant, frame, drawn, detected } of malignancyCases(set)) {
    for (const [name, logit] of Object.entries(networks)) {
      all[name].push({
        id,
        malignant,
        detected: detected && (await logit(frame, detected)),
        drawn: await logit(frame, drawn),
      });
    }
  }
  return all;
}

/** How large the nodule's box is and how tall for its width: all that a reader without the picture's content knows. */
export function sizeFeatures({ frame, detected, drawn }: MalignancyCase): number[] {
  const box = detected ?? drawn;
  const longer = Math.max(frame.width, frame.height);
  return [Math.log(box.width / longer), Math.log(box.height / box.width)];
}
