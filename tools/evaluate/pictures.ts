import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FailureError } from '../../app/failure.ts';
import type { Mask } from '../../app/segmentation/mask.ts';
import { sayFailure } from '../../app/words/say.ts';
import { readView } from '../../main/cli/readFiles.ts';
import type { ActivePack, Inference } from '../../main/inference/client.types.ts';
import { prepareView } from '../../main/pipeline/prepareView.ts';
import { type SegmentedView, segmentView } from '../../main/pipeline/segmentView.ts';
import { readMask } from '../trainingData.ts';
import type { LabelledPicture } from './folder.ts';
import { EvaluateTrouble } from './result.ts';

/** A picture as the product saw it, beside what is true of it. */
export type SeenPicture = {
  readonly picture: LabelledPicture;
  readonly view: SegmentedView;
  readonly noduleTruth: Mask | null;
  readonly glandTruth: Mask | null;
};

/** Reads one ultrasound picture and finds nodule and gland in it, by the product's own steps. */
export async function seePicture(
  picture: LabelledPicture,
  pack: ActivePack,
  inference: Inference,
): Promise<SeenPicture> {
  const { view } = await readView('transverse', readFileSync(picture.file), picture.file, null).catch(
    (thrown: unknown) => {
      if (!(thrown instanceof FailureError)) throw thrown;
      throw new EvaluateTrouble(`${path.basename(picture.file)}: ${sayFailure('en', thrown.failure)}`);
    },
  );
  const { width, height } = view.frame;
  return {
    picture,
    view: await segmentView(prepareView(view), pack.manifest, inference),
    noduleTruth: await truthOf(picture.noduleMask, width, height),
    glandTruth: await truthOf(picture.glandMask, width, height),
  };
}

async function truthOf(file: string | null, width: number, height: number): Promise<Mask | null> {
  if (!file) return null;
  const mask = await readMask(file).catch(() => {
    throw new EvaluateTrouble(`${file} is not a picture that can be read`);
  });
  if (mask.width !== width || mask.height !== height)
    throw new EvaluateTrouble(
      `${path.basename(file)} is ${mask.width}×${mask.height}, its picture ${width}×${height}: a mask must have its picture's size`,
    );
  return mask;
}
