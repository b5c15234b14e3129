/**
 * Writes the nodule and gland networks' entries in the pack's manifest: size and hash of the files as they
 * are, and the metrics of the last `npm run evaluate:segmentation`. Other networks' entries stay as they are.
 * Usage: node tools/describeSegmentation.ts [evaluation.json …]
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type NetworkManifest, packManifestSchema } from '../app/pack/manifest.ts';
import { PACK } from './segmentationNetworks.ts';

const evaluationSchema = z.object({
  command: z.string(),
  lines: z.array(
    z.object({
      role: z.enum(['nodule', 'gland']),
      what: z.string(),
      on: z.string(),
      value: z.number(),
      interval: z.tuple([z.number(), z.number()]).nullable(),
      baselines: z.record(z.string(), z.number()),
      sha256: z.string(),
    }),
  ),
});

const FRAME = { name: 'frame', type: 'float32' as const, dims: [1, 1, 256, 256] };
const FRAME_MEANING =
  'grey frame 0..1: text beside the tissue blanked, brightness range standardised, letterboxed';

const networks: Omit<NetworkManifest, 'bytes' | 'sha256' | 'metrics'>[] = [
  {
    role: 'nodule',
    name: 'thyromap-nodule',
    version: '1.0.0',
    file: 'nodule.onnx',
    card: 'nodule.md',
    inputs: [{ ...FRAME, meaning: FRAME_MEANING }],
    outputs: [
      tensor('boxes', [1, 4, 1344], 'centre x, centre y, width, height in input pixels'),
      tensor('scores', [1, 1344], 'score 0..1 of each box'),
      tensor('coefficients', [1, 32, 1344], 'weights of the prototypes for each box'),
      tensor('prototypes', [1, 32, 64, 64], 'mask prototypes at stride 4'),
    ],
    parameters: {
      inputSize: 256,
      scoreThreshold: 0.3,
      bestScoreThreshold: 0.1,
      nmsIou: 0.5,
      insideAbove: 0.6,
    },
    trainedOn:
      'TN5000 training split (boxes as inscribed ellipses) and DDTI training cases (drawn masks); ImageNet start',
    simulatedLabels: false,
    licence: 'Apache-2.0 (weights); start weights EfficientNet-Lite0, Apache-2.0',
  },
  {
    role: 'gland',
    name: 'thyromap-gland',
    version: '1.0.0',
    file: 'gland.onnx',
    card: 'gland.md',
    inputs: [{ ...FRAME, meaning: FRAME_MEANING }],
    outputs: [
      tensor('probability', [1, 1, 256, 256], 'probability of gland at each input pixel'),
      tensor(
        'typicality',
        [1, 2],
        'log-odds of "not a thyroid frame", Mahalanobis distance to training frames',
      ),
    ],
    parameters: { inputSize: 256, untypicalLogOdds: 0.5, untypicalDistance: 3 },
    trainedOn:
      'TG3K first four fifths, also with TN5000 training nodules pasted in; pseudo labels on TN5000 and DDTI training frames; phantom frames (see card); ImageNet start',
    simulatedLabels: false,
    licence: 'Apache-2.0 (weights); start weights EfficientNet-Lite0, Apache-2.0',
  },
];

const given = process.argv.slice(2);
const measurements = (given.length ? given : ['.cache/evaluate-segmentation.json'])
  .filter((file) => existsSync(file))
  .flatMap((file) => {
    const { command, lines } = evaluationSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return lines.map((line) => ({ ...line, command }));
  });

const manifestFile = path.join(PACK, 'manifest.json');
const manifest = packManifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
for (const network of networks) {
  if (!existsSync(path.join(PACK, network.file))) {
    console.log(`${network.file} is not there: its entry is left as it was`);
    continue;
  }
  const bytes = readFileSync(path.join(PACK, network.file));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const measured = measurements.filter((line) => line.role === network.role && line.sha256 === sha256);
  const entry: NetworkManifest = {
    ...network,
    bytes: bytes.length,
    sha256,
    metrics: measured.map(({ what, on, value, interval, baselines, command }) => {
      const [baseline] = Object.entries(baselines).map(([name, score]) => ({ name, value: score }));
      return { name: what, on, value, interval, baseline: baseline ?? null, command };
    }),
  };
  const at = manifest.networks.findIndex((n) => n.role === network.role);
  if (at >= 0) manifest.networks[at] = entry;
  else manifest.networks.push(entry);
  console.log(
    `${network.file}: ${bytes.length} bytes, ${sha256}, ${measured.length} metrics of these very bytes`,
  );
}
writeFileSync(manifestFile, `${JSON.stringify(packManifestSchema.parse(manifest), null, 2)}\n`);

function tensor(name: string, dims: number[], meaning: string) {
  return { name, type: 'float32' as const, dims, meaning };
}
