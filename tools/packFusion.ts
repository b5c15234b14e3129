import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as ort from 'onnxruntime-node';
import {
  type NetworkManifest,
  networkSchema,
  packManifestSchema,
  type TensorSpec,
} from '../app/pack/manifest.ts';
import { calibrationSchema } from '../app/risk/calibrate.ts';
import { lackingCalibrations } from './calibrateLacking/lackingFile.ts';
import { withExplanations } from './evaluate/faithfulness/explanationsFile.ts';

/**
 * Writes the report and fusion entries of the pack's manifest from the files themselves: hashes, sizes and
 * tensors as onnxruntime sees them; calibration and metrics as the evaluation left them.
 * Usage: node tools/packFusion.ts
 */
const PACK = path.resolve(import.meta.dirname, '../models/packs/llnm-1.0.0');
const EVALUATION = path.resolve(import.meta.dirname, '../models/training/logs/fusion-evaluation.json');
const MANIFEST = path.join(PACK, 'manifest.json');

const MEANING: Readonly<Record<string, string>> = {
  input_ids: 'WordPiece ids: [CLS], up to 50 tokens of the report, [SEP]',
  attention_mask: '1 for every id',
  token_type_ids: '0 for every id',
  last_hidden_state: 'one vector of 384 for every id',
  location: 'location map per view: -1 outside the gland, -0.5 gland, 0..1 phi over the nodule',
  texture: 'frame cropped to the nodule, 0..1',
  margin: 'mosaic of margin tiles, 0..1',
  report: '50 report vectors, zero-padded',
  reportMask: '1 where a report token stands',
  demographics: 'sex (F 0, M 1), sexKnown, (age - 43) / 15, ageKnown',
  morphology:
    'per view: echogenicity / 64; length, width (mm / 10, or share of d_max x 0.9); ratio; scaleKnown',
  gland:
    'per view, read with the location map: d_max (mm / 10, or 0.9 where the scale is unknown), scaleKnown, plane (transverse -1, longitudinal 1)',
  logit: 'raw log-odds of lateral metastasis; calibrate before showing',
  stageLogits: 'stages 1, 2, 3',
  groupLogits:
    'head on the mean of each feature’s last-layer tokens: location, report, internalMorphology, margin, echogenicity, shape, sex, age',
  attentionImage: 'bidirectional blocks, image to image, mean over heads',
  attentionText: 'bidirectional blocks, text to text',
  attentionImageToText: 'bidirectional blocks, image queries on text keys',
  attentionTextToImage: 'bidirectional blocks, text queries on image keys',
  attentionSelf: 'self-attention blocks over all 201 tokens, mean over heads',
  cam: 'Grad-CAM++ over the 147 image tokens, not normalised',
};

type Entry = Omit<NetworkManifest, 'bytes' | 'sha256' | 'inputs' | 'outputs'>;

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

async function entryOf(entry: Entry): Promise<NetworkManifest> {
  const file = path.join(PACK, entry.file);
  const session = await ort.InferenceSession.create(file);
  const specs = (tensors: readonly ort.InferenceSession.ValueMetadata[]): TensorSpec[] =>
    tensors.map((tensor) => {
      if (!tensor.isTensor) throw new Error(`${entry.file}: ${tensor.name} is no tensor`);
      const dims = tensor.shape.map((size) => (typeof size === 'number' ? size : -1));
      return {
        name: tensor.name,
        type: tensor.type as TensorSpec['type'],
        dims,
        meaning: MEANING[tensor.name]!,
      };
    });
  return networkSchema.parse({
    ...entry,
    bytes: readFileSync(file).length,
    sha256: sha256(file),
    inputs: specs(session.inputMetadata),
    outputs: specs(session.outputMetadata),
  });
}

const evaluation = existsSync(EVALUATION) ? JSON.parse(readFileSync(EVALUATION, 'utf8')) : null;
const reportNetwork = await entryOf({
  role: 'report',
  name: 'all-MiniLM-L6-v2 (int8)',
  version: '1.0.0',
  file: 'report.onnx',
  card: 'report.md',
  parameters: {
    vocabulary: 'report-vocab.txt',
    vocabularySha256: sha256(path.join(PACK, 'report-vocab.txt')),
    tokens: 50,
    width: 384,
  },
  trainedOn: 'English sentence pairs by its authors; not trained further here',
  simulatedLabels: false,
  licence: 'Apache-2.0',
  metrics: [],
});
const fusionNetwork = await entryOf({
  role: 'fusion',
  name: 'TMDL compact',
  version: '1.0.0',
  file: 'fusion.onnx',
  card: 'fusion.md',
  parameters: {
    mapSize: 224,
    // Before the first evaluation: the identity, with an interval that admits to knowing nothing.
    calibration: calibrationSchema.parse(
      evaluation?.calibration ?? {
        slope: 1,
        intercept: 0,
        prevalence: 0.52,
        interval: { nearest: 150, logits: [-1, 1], low: [0, 0], high: [1, 1] },
      },
    ),
    ...lackingCalibrations(sha256(path.join(PACK, 'fusion.onnx'))),
  },
  trainedOn:
    'semi-synthetic cases: features of real frames (TN5000, DDTI), simulated reports, demographics and labels',
  simulatedLabels: true,
  licence: 'Apache-2.0',
  metrics: evaluation?.metrics ?? [],
});

const manifest = existsSync(MANIFEST)
  ? packManifestSchema.parse(JSON.parse(readFileSync(MANIFEST, 'utf8')))
  : {
      schema: 1 as const,
      name: 'llnm',
      version: '1.0.0',
      system: 'LLNM-Net',
      intendedUse:
        'Research use: estimates the risk of lateral lymph node metastasis before thyroid surgery. Advises; does not decide. Labels are simulated.',
      networks: [] as NetworkManifest[],
    };
const others = manifest.networks.filter((network) => network.role !== 'report' && network.role !== 'fusion');
const packed = packManifestSchema.parse({
  ...manifest,
  system: 'LLNM-Net',
  reliability: evaluation?.reliability,
  // Explanations measured on other weights do not count: measure again (npm run evaluate -- --faithfulness --write).
  networks: [...others, reportNetwork, withExplanations(fusionNetwork)],
});
writeFileSync(MANIFEST, `${JSON.stringify(packed, null, 2)}\n`);
for (const network of [reportNetwork, fusionNetwork]) {
  console.log(
    `${network.file}: ${(network.bytes / 1e6).toFixed(1)} MB, sha256 ${network.sha256.slice(0, 12)}…`,
  );
}
