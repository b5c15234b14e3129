import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as ort from 'onnxruntime-node';
import type { GreyFrame } from '../app/image/greyFrame.ts';
import { letterbox } from '../app/image/networkInput.ts';
import { standardiseBrightness } from '../app/image/standardise.ts';
import { blankOutside, tissueBox } from '../app/image/tissueBox.ts';
import { type NetworkRole, packManifestSchema } from '../app/pack/manifest.ts';
import { decodeGland } from '../app/segmentation/gland.ts';
import type { Mask } from '../app/segmentation/mask.ts';
import { findNodules, type Nodule } from '../app/segmentation/nodules.ts';

export const PACK = path.resolve(import.meta.dirname, '../models/packs/llnm-1.0.0');

export type SegmentationNetworks = {
  nodules(frame: GreyFrame): Promise<Nodule[]>;
  gland(frame: GreyFrame): Promise<Mask | null>;
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
  return {
    nodules: (frame) =>
      findNodules(
        prepared(frame),
        nodule.parameters,
        async (input, size) => await nodule.session.run({ frame: tensor(input, size) }),
      ),
    async gland(frame) {
      const placed = letterbox(prepared(frame), Number(gland.parameters.inputSize));
      const outputs = await gland.session.run({ frame: tensor(placed.input, placed.size) });
      return decodeGland(outputs.probability.data as Float32Array, placed, frame.width, frame.height);
    },
  };
}

/** As the pipeline's image step does: text beside the tissue made black, then the brightness range. */
function prepared(frame: GreyFrame): GreyFrame {
  return standardiseBrightness(blankOutside(frame, tissueBox(frame)));
}

function tensor(data: Float32Array, size: number): ort.Tensor {
  return new ort.Tensor('float32', data, [1, 1, size, size]);
}
