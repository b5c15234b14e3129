import * as ort from 'onnxruntime-node';
import type { ViewKind } from '../../app/case/patientCase.ts';
import type { Box, GreyFrame } from '../../app/image/greyFrame.ts';
import type { OpinionAnswer } from '../../app/opinion/opinion.ts';
import type { PackManifest } from '../../app/pack/manifest.ts';
import type { PlainTensors } from '../../main/inference/protocol.ts';
import type { OpinionCase, OpinionTools } from '../../main/opinions/runner.ts';
import { askSubtype } from '../../main/opinions/subtype.ts';

type Seen = { readonly kind: ViewKind; readonly frame: GreyFrame; readonly box: Box | null };

/** The product's own runner over a network file: prepared frames and boxes in, its answer out; null without a nodule. */
export async function openSubtype(file: string, manifest: PackManifest) {
  const session = await ort.InferenceSession.create(file, {
    intraOpNumThreads: 1,
    executionProviders: ['cpu'],
  });
  const run = async (_role: string, inputs: PlainTensors): Promise<PlainTensors> => {
    const { data, dims } = inputs.frame!;
    const outputs = await session.run({ frame: new ort.Tensor('float32', data as Float32Array, dims) });
    return Object.fromEntries(
      Object.entries(outputs).map(([name, tensor]) => [
        name,
        { type: 'float32', data: tensor.data as Float32Array, dims: [...tensor.dims] },
      ]),
    );
  };
  return async (views: readonly Seen[]): Promise<OpinionAnswer | null> => {
    const input = {
      views: views.map(({ kind, frame, box }) => ({
        prepared: { view: { kind, imageId: kind }, frame },
        nodules: box ? [{ box, score: 1 }] : [],
        nodule: null,
        noduleByHand: false,
        chosen: 0,
      })),
      cytology: [],
    } as unknown as OpinionCase;
    const said = await askSubtype(input, { pack: { manifest }, run } as unknown as OpinionTools);
    return 'notGiven' in said ? null : said;
  };
}
