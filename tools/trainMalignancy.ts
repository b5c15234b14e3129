/**
 * A malignancy pack from a hospital's own pictures, in one command (docs/own-model-pack.md):
 * crops → ResNet18 with focal loss → calibration on patients kept aside → a pack that was checked as the Models
 * screen will. FOLDER holds `images/` and `labels.csv` with file, xmin, ymin, xmax, ymax (shares), malignant (0 or 1)
 * and, where known, patient. Needs PyTorch (models/training/README.md).
 * Usage: npm run train:malignancy -- --data FOLDER --out FOLDER --name st-mary [--version 1.0.0] [--system "St Mary"]
 *        [--minutes 14] [--size 160] [--width 0.5] [--images N] [--threads 2]
 * THYROMAP_PYTHON names another Python than the system's; it is then called without run.sh's settings.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { toFailure } from '../app/failure.ts';
import { sayFailure } from '../app/words/say.ts';
import { EvaluateTrouble } from './evaluate/result.ts';
import { openClassifier } from './malignancy/classifier.ts';
import { type TrainingCrop, trainingCrop, writeCrops } from './malignancy/crops.ts';
import { RESNET_LOOKS } from './malignancy/systems.ts';
import { checkPack, fillManifest, zipPack } from './ownPack/finishPack.ts';
import { type AsideScore, writeMalignancyPack } from './ownPack/malignancyPack.ts';
import { isAside, type OwnCase, orderedByPatient, ownCases } from './ownPack/ownCases.ts';
import { openSegmentation, prepared } from './segmentationNetworks.ts';
import { readGrey } from './trainingData.ts';

const { cropFactor } = RESNET_LOOKS;
const TRAINING = path.resolve(import.meta.dirname, '../models/training');

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string' },
    name: { type: 'string' },
    version: { type: 'string', default: '1.0.0' },
    system: { type: 'string' },
    minutes: { type: 'string', default: '14' },
    size: { type: 'string', default: String(RESNET_LOOKS.inputSize) },
    width: { type: 'string', default: '0.5' },
    images: { type: 'string', default: '0' },
    threads: { type: 'string', default: '2' },
  },
});

try {
  const { data, out, name } = values;
  if (!data || !out || !name)
    throw new EvaluateTrouble('--data FOLDER, --out FOLDER and --name NAME are needed');
  await run(data, out, name);
} catch (thrown) {
  if (thrown instanceof EvaluateTrouble) console.error(thrown.message);
  else {
    const failure = toFailure(thrown);
    console.error(sayFailure('en', failure));
    if (failure.detail) console.error(failure.detail);
  }
  process.exitCode = 2;
}

async function run(data: string, out: string, name: string): Promise<void> {
  const cases = orderedByPatient(ownCases(data));
  const inputSize = Number(values.size);
  const place = mkdtempSync(path.join(tmpdir(), 'thyromap-training-'));
  try {
    const work = path.join(place, 'work');
    mkdirSync(path.join(place, 'logs'));
    const crops: TrainingCrop[] = [];
    for (const one of cases) {
      const frame = await readGrey(one.file);
      crops.push({ name: one.name, malignant: one.malignant, ...trainingCrop(frame, one.boxIn(frame)) });
    }
    writeCrops(work, 'malignancy', crops);
    await train(work);
    const network = path.join(work, 'own.onnx');
    const kept = cases.filter((_, i) => !isAside(i));
    writeMalignancyPack(out, {
      name,
      version: values.version,
      system: values.system ?? name,
      network,
      inputSize,
      cropFactor,
      trained: { pictures: kept.length, patients: new Set(kept.map((one) => one.patient)).size },
      aside: await score(
        cases.filter((_, i) => isAside(i)),
        network,
        inputSize,
      ),
    });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
  await fillManifest(out);
  console.log(`${await checkPack(out)}: every check of the Models screen passed`);
  const zip = `${path.resolve(out)}.zip`;
  zipPack(out, zip);
  console.log(`${zip}: ready to import`);
}

/** The settings that are fastest on a small Linux machine, and a low priority, are in run.sh. */
async function train(work: string): Promise<void> {
  const options = ['--name', 'own', '--minutes', values.minutes, '--size', values.size];
  options.push('--width', values.width, '--images', values.images, '--factor', String(cropFactor));
  options.push('--threads', values.threads);
  const script = ['resnet_focal.py', ...options];
  const python = process.env.THYROMAP_PYTHON ?? (existsSync('/usr/bin/python3') ? null : 'python3');
  const child = spawn(python ?? 'sh', python ? script : [path.join(TRAINING, 'run.sh'), ...script], {
    cwd: TRAINING,
    env: { ...process.env, THYROMAP_TRAINING_WORK: work },
    stdio: 'inherit',
  });
  const [code] = await Promise.race([
    once(child, 'exit'),
    once(child, 'error').then(([error]) => [(error as Error).message]),
  ]);
  if (code !== 0) throw new EvaluateTrouble(`Training ended with ${code}; what it printed stands above`);
}

/** The raw answers on the patients kept aside, at the nodule that the product finds there by itself. */
async function score(cases: readonly OwnCase[], network: string, inputSize: number): Promise<AsideScore[]> {
  const { nodules } = await openSegmentation(2);
  const logitOf = await openClassifier(network, { inputSize, cropFactor });
  const scores: AsideScore[] = [];
  for (const one of cases) {
    const frame = await readGrey(one.file);
    const found = (await nodules(frame))[0]?.box;
    const logit = await logitOf(prepared(frame), found ?? one.boxIn(frame));
    scores.push({ logit, malignant: one.malignant, detected: found !== undefined });
  }
  return scores;
}
