import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as ort from 'onnxruntime-node';
import type { GreyFrame } from '../app/image/greyFrame.ts';
import { letterbox } from '../app/image/networkInput.ts';
import { standardiseBrightness } from '../app/image/standardise.ts';
import { blankOutside, tissueBox } from '../app/image/tissueBox.ts';
import { type NetworkRole, packManifestSchema } from '../app/pack/manifest.ts';
import { decodeGland, glandParametersSchema } from '../app/segmentation/gland.ts';
import type { Mask } from '../app/segmentation/mask.ts';
import { findNodules, type Nodule } from '../app/segmentation/nodules.ts';
import { isUntypical } from '../app/segmentation/typicality.ts';

export const PACK = path.resolve(import.meta.dirname, '../models/packs/llnm-1.0.0');

export type SegmentationNetworks = {
  nodules(frame: GreyFrame): Promise<Nodule[]>;
  gland(frame: GreyFrame): Promise<Mask | null>;
  typicality(frame: GreyFrame): Promise<{ untypical: boolean; logOdds: number; distance: number }>;
};

/** The pack's two segmentation networks with the product's own steps before and after; for commands, not the product. */
export async function openSegmentation(threads = 2): Promise<SegmentationNetworks> {
  const manifest = packManifestSchema.parse(
    JSON.parse(readFileSync(path.join(PACK, 'manifest.json'), 'utf8')),
  );
  const open = async (role: NetworkRole) => {
    const network = manifest.networks.find((n) => n.role === role)!;
    const session = await ort.InferenceSession.create(path.join(PACK, network.file), {
      intraOpNumThreads: threads,
      executionProviders: ['cpu'],
    });
    return { session, parameters: network.parameters };
  };
  const nodule = await open('nodule');
  const gland = await open('gland');
  const glandParameters = glandParametersSchema.parse(gland.parameters);
  const runGland = async (frame: GreyFrame) => {
    const placed = letterbox(prepared(frame), glandParameters.inputSize);
    return { placed, outputs: await gland.session.run({ frame: tensor(placed.input, placed.size) }) };
  };
  return {
    nodules: (frame) =>
      findNodules(
        prepared(frame),
        nodule.parameters,
        async (input, size) => await nodule.session.run({ frame: tensor(input, size) }),
      ),
    async gland(frame) {
      const { placed, outputs } = await runGland(frame);
      return decodeGland(outputs.probability.data as Float32Array, placed, frame.width, frame.height);
    },
    async typicality(frame) {
      const { outputs } = await runGland(frame);
      const measured = outputs.typicality.data as Float32Array;
      return {
        untypical: isUntypical(measured, glandParameters),
        logOdds: measured[0]!,
        distance: measured[1]!,
      };
    },
  };
}

/** As the pipeline's image step does: text beside the tissue made black, then the brightness range. */
export function prepared(frame: GreyFrame): GreyFrame {
  return standardiseBrightness(blankOutside(frame, tissueBox(frame)));
}

function tensor(data: Float32Array, size: number): ort.Tensor {
  return new ort.Tensor('float32', data, [1, 1, size, size]);
}
