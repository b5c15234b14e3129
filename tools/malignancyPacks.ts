/**
 * Builds the malignancy packs: the trained file, the calibration (Platt, on the 343 frames that training set
 * aside, at the product's own detections), and the figures of the last `npm run evaluate:malignancy`.
 * The card `classifier.md` is written by hand; only its table of figures is filled in. Usage: npm run pack:malignancy [-- NAME …]
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type PackManifestFile, packManifestSchema } from '../app/pack/manifest.ts';
import { fitCalibration } from '../app/risk/fitCalibration.ts';
import { writeFigures } from './malignancy/card.ts';
import { openClassifier, type Scores, scoreAll } from './malignancy/classifier.ts';
import { EVALUATION, evaluationSchema } from './malignancy/evaluation.ts';
import { folderOf, type MalignancySystem, SYSTEMS, TRAINED } from './malignancy/systems.ts';

const COMMAND = 'npm run evaluate:malignancy';

const wanted = process.argv.slice(2);
const systems = SYSTEMS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
for (const system of systems) {
  const trained = path.join(TRAINED, system.trained);
  mkdirSync(folderOf(system), { recursive: true });
  if (existsSync(trained)) copyFileSync(trained, networkFile(system));
}
const present = systems.filter((system) => existsSync(networkFile(system)));
const networks = Object.fromEntries(
  await Promise.all(
    present.map(async (system) => [system.name, await openClassifier(networkFile(system), system)] as const),
  ),
);
const aside = await scoreAll('aside', networks);
for (const system of present) {
  const manifest = manifestOf(system, aside[system.name]);
  packManifestSchema.parse(manifest);
  writeFileSync(path.join(folderOf(system), 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  if (manifest.networks[0].metrics.length > 0)
    writeFigures(path.join(folderOf(system), 'classifier.md'), manifest.networks[0].metrics);
  console.log(`${path.relative('.', folderOf(system))}: ${manifest.networks[0].bytes} bytes`);
}

function networkFile(system: MalignancySystem): string {
  return path.join(folderOf(system), 'classifier.onnx');
}

function manifestOf(system: MalignancySystem, scores: Scores): PackManifestFile {
  const { inputSize, cropFactor, map, more } = system;
  const network = readFileSync(networkFile(system));
  const sha256 = createHash('sha256').update(network).digest('hex');
  const square = (name: string, side: number, meaning: string) => ({
    name,
    type: 'float32' as const,
    dims: [1, side, side],
    meaning,
  });
  return {
    schema: 1,
    name: system.name,
    version: system.version,
    intendedUse:
      'Second opinion on one thyroid nodule on B-mode ultrasound: benign or malignant. Research use; advises, does not decide.',
    task: 'malignancy',
    system: system.system,
    classes: [
      { name: 'benign', label: { en: 'benign', zh: '良性' } },
      { name: 'malignant', label: { en: 'malignant', zh: '恶性' } },
    ],
    positive: 'malignant',
    calibration: calibrationOf(scores),
    trainedOn: system.trainedOn,
    notFor: system.notFor,
    licence: 'Apache-2.0 (weights)',
    experimental: system.experimental,
    reliability: measuredOf(system, sha256)?.reliability,
    networks: [
      {
        role: 'classifier',
        name: `thyromap-${system.name}`,
        version: system.version,
        file: 'classifier.onnx',
        bytes: network.byteLength,
        sha256,
        card: 'classifier.md',
        inputs: [
          {
            name: 'frame',
            type: 'float32',
            dims: [1, 1, inputSize, inputSize],
            meaning: `grey 0..1, square around the nodule's box, side ${cropFactor} × its longer side, of a frame prepared as the pipeline does`,
          },
        ],
        outputs: [
          { name: 'logit', type: 'float32', dims: [1], meaning: 'log-odds of malignant, not calibrated' },
          square(map.output, map.side, map.meaning),
          ...more.map(({ name, side, meaning }) => square(name, side, meaning)),
        ],
        parameters: { inputSize, cropFactor, map: { output: map.output, fullAt: map.fullAt } },
        trainedOn: `${system.trainedOn.en} Start: ${system.start}.`,
        simulatedLabels: false,
        licence: 'Apache-2.0',
        metrics: (measuredOf(system, sha256)?.figures ?? []).map(
          ({ name, on, value, interval, baseline }) => ({
            name,
            on,
            value,
            interval,
            baseline,
            command: COMMAND,
          }),
        ),
      },
    ],
  };
}

function calibrationOf(scores: Scores): PackManifestFile['calibration'] {
  const found = scores.filter((score) => score.detected !== null);
  return {
    method: 'platt',
    on: `${found.length} TN5000 training frames kept aside, never trained on, at the product's own detections`,
    parameters: fitCalibration(
      found.map((score) => score.detected!),
      found.map((score) => (score.malignant ? 1 : 0)),
    ),
  };
}

/** What was measured of this very file; nothing where it has changed since. */
function measuredOf({ name }: MalignancySystem, sha256: string) {
  if (!existsSync(EVALUATION)) return undefined;
  const { systems: measured } = evaluationSchema.parse(JSON.parse(readFileSync(EVALUATION, 'utf8')));
  return measured.find((one) => one.name === name && one.sha256 === sha256);
}
