import { FailureError } from '../../app/failure.ts';
import type { Box } from '../../app/image/greyFrame.ts';
import { cropMap } from '../../app/malignancy/cropMap.ts';
import { noduleCrop } from '../../app/malignancy/noduleCrop.ts';
import { malignancyParametersSchema } from '../../app/malignancy/parameters.ts';
import { binaryAnswer, binaryProbability } from '../../app/opinion/answers.ts';
import type { OpinionMap, OpinionPart } from '../../app/opinion/opinion.ts';
import { maskBox } from '../../app/segmentation/mask.ts';
import type { PlainTensors } from '../inference/protocol.ts';
import { networkOf } from '../pipeline/networkOf.ts';
import type { SegmentedView } from '../pipeline/segmentView.ts';
import type { OpinionRunner } from './runner.ts';

/**
 * Benign or malignant: the crop around the nodule of every view through the pack's classifier. The views' logits
 * are averaged, then calibrated; each view's own answer stands beside it, and the map shows where it came from.
 */
export const askMalignancy: OpinionRunner = async ({ views }, { pack, run }) => {
  const { manifest } = pack;
  const parsed = malignancyParametersSchema.safeParse(networkOf(manifest, 'classifier').parameters);
  if (!parsed.success) throw badPack(manifest.name, parsed.error.message);
  const parameters = parsed.data;
  const logits: number[] = [];
  const maps: OpinionMap[] = [];
  const parts: OpinionPart[] = [];
  for (const segmented of views) {
    const box = noduleBox(segmented);
    if (!box) continue;
    const { view, frame } = segmented.prepared;
    const crop = noduleCrop(frame, box, parameters.cropFactor, parameters.inputSize);
    const dims = [1, 1, crop.size, crop.size];
    const outputs = await run('classifier', { frame: { type: 'float32', data: crop.input, dims } });
    const logit = finiteOutput(outputs, 'logit', manifest.name)[0]!;
    logits.push(logit);
    const { probability } = binaryProbability(manifest, logit);
    const malignantFirst = manifest.classes?.[0]?.name === manifest.positive;
    parts.push({
      label: view.kind,
      imageId: view.imageId,
      probabilities: malignantFirst ? [probability, 1 - probability] : [1 - probability, probability],
    });
    if (parameters.map) {
      const map = finiteOutput(outputs, parameters.map.output, manifest.name);
      maps.push({ view: view.kind, map: cropMap(map, crop, parameters.map.fullAt) });
    }
  }
  if (logits.length === 0) return { notGiven: 'noNodule' };
  const mean = logits.reduce((sum, logit) => sum + logit, 0) / logits.length;
  return binaryAnswer(manifest, mean, { maps, parts });
};

/** The box of the nodule that is meant: around the person's outline where there is one, else the detection's. */
export function noduleBox({ noduleByHand, nodule, nodules, chosen }: SegmentedView): Box | null {
  if (noduleByHand) return nodule && maskBox(nodule);
  return nodules[chosen]?.box ?? null;
}

/** A network's numbers; whatever else it gives is no answer. */
export function finiteOutput(outputs: PlainTensors, name: string, pack: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array) || !data.every(Number.isFinite))
    throw badPack(pack, `no finite float32 output "${name}"`);
  return data;
}

export function badPack(pack: string, detail: string): FailureError {
  return new FailureError('pack.badAnswer', { pack }, detail);
}
