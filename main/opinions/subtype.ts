import { cropMap } from '../../app/malignancy/cropMap.ts';
import { noduleCrop } from '../../app/malignancy/noduleCrop.ts';
import type { OpinionMap, OpinionPart } from '../../app/opinion/opinion.ts';
import { NO_ALERT, subtypeAnswer, subtypeParametersSchema } from '../../app/opinion/subtype.ts';
import { networkOf } from '../pipeline/networkOf.ts';
import { badPack, finiteOutput, noduleBox } from './malignancy.ts';
import type { OpinionRunner } from './runner.ts';

/**
 * Which rare subtype a nodule looks like, if any: the crop around the nodule of every view through the pack's
 * classifier, the views' logits averaged and calibrated. A map is laid over the picture only where there is a
 * question to look at.
 */
export const askSubtype: OpinionRunner = async ({ views }, { pack, run }) => {
  const { manifest } = pack;
  const parsed = subtypeParametersSchema.safeParse(networkOf(manifest, 'classifier').parameters);
  if (!parsed.success) throw badPack(manifest.name, parsed.error.message);
  const { inputSize, cropFactor, alertAt, map } = parsed.data;
  const all: number[][] = [];
  const maps: OpinionMap[] = [];
  const parts: OpinionPart[] = [];
  for (const segmented of views) {
    const box = noduleBox(segmented);
    if (!box) continue;
    const { view, frame } = segmented.prepared;
    const crop = noduleCrop(frame, box, cropFactor, inputSize);
    const dims = [1, 1, crop.size, crop.size];
    const outputs = await run('classifier', { frame: { type: 'float32', data: crop.input, dims } });
    const logits = Array.from(finiteOutput(outputs, 'logits', manifest.name));
    all.push(logits);
    const { classes } = subtypeAnswer(manifest, logits, alertAt);
    parts.push({
      label: view.kind,
      imageId: view.imageId,
      probabilities: classes.map(({ probability }) => probability),
    });
    if (map) {
      const values = finiteOutput(outputs, map.output, manifest.name);
      maps.push({ view: view.kind, map: cropMap(values, crop, map.fullAt) });
    }
  }
  if (all.length === 0) return { notGiven: 'noNodule' };
  const mean = all[0]!.map((_, c) => all.reduce((sum, logits) => sum + logits[c]!, 0) / all.length);
  const answer = subtypeAnswer(manifest, mean, alertAt, { maps, parts });
  return answer.positive === NO_ALERT ? { ...answer, maps: [] } : answer;
};
