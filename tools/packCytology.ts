/**
 * Puts the trained ThyroidEffi into its pack: ONNX files, calibration and figures from the held-out folds, cards.
 * Usage: npm run pack:cytology (after export_thyroid_effi.py and npm run evaluate:cytology -- --part quality)
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type PackManifestFile, packManifestSchema } from '../app/pack/manifest.ts';
import { EVALUATION, evaluationSchema } from './cytology/evaluation.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const WORK = path.join(ROOT, 'models/training/work');
const OUT = path.join(ROOT, 'models/packs/thyroid-effi-1.0.0');
const COMMAND = 'npm run evaluate:cytology';
const ROMAN: Record<string, string> = { B1: 'I', B2: 'II', B3: 'III', B4: 'IV', B5: 'V', B6: 'VI' };

const { classes, systems } = evaluationSchema.parse(JSON.parse(readFileSync(EVALUATION, 'utf8')));
const macroF1 = (system: 'basic' | 'premium') =>
  systems[system].figures.find((figure) => figure.name === 'macro F1')!.value;
// The larger system has to earn its place; a tie goes to the smaller.
const answer = macroF1('premium') > macroF1('basic') ? 'premium' : 'basic';
mkdirSync(OUT, { recursive: true });
const TRAINED_ON =
  '755 crops of 256 px of the public data set fnab (Bethesda IV 231, V 343, VI 181); ImageNet start';
const LICENCE = 'Apache-2.0 (weights); start weights EfficientNet-Lite0, Apache-2.0';

const manifest: PackManifestFile = {
  schema: 1,
  name: 'thyroid-effi',
  version: '1.0.0',
  task: 'cytology',
  system: 'ThyroidEffi',
  intendedUse:
    'Research use: tells Bethesda IV, V and VI apart on pictures of stained needle smears. Advises; does not decide.',
  classes: classes.map((name) => {
    const roman = ROMAN[name];
    return roman
      ? { name: `bethesda${name.slice(1)}`, label: { en: `Bethesda ${roman}`, zh: `Bethesda ${roman} 类` } }
      : { name, label: { en: name, zh: name } };
  }),
  calibration: {
    method: 'temperature',
    on: '755 pictures, each answered by a network that never saw its block of file numbers',
    parameters: { temperature: systems[answer].temperature },
  },
  trainedOn: {
    en: '755 public smear pictures of Bethesda IV, V and VI; none is benign',
    zh: '755 张公开涂片图像，仅含 Bethesda IV、V、VI 类，无良性图像',
  },
  notFor: {
    en: 'whether a smear is benign or fit to be read: it knows only Bethesda IV, V and VI and names one of them whatever it is shown',
    zh: '判断涂片是否良性或是否合格：它只认识 Bethesda IV、V、VI 类，无论看到什么都会给出其中之一',
  },
  licence: LICENCE,
  parameters: { answer, bands: systems[answer].bands },
  networks: [
    {
      role: 'classifier',
      name: 'thyroid-effi-basic',
      version: '1.0.0',
      ...file('basic'),
      card: 'basic.md',
      inputs: [
        {
          name: 'pictures',
          type: 'float32',
          dims: [-1, 3, -1, -1],
          meaning:
            'red, green, blue planes 0..1: the whole field at 224 px, the rest of the square in the colour of the glass; or 3 × 4 patches at 96 px',
        },
      ],
      outputs: [
        {
          name: 'logits',
          type: 'float32',
          dims: [-1, classes.length],
          meaning: 'one logit a class, uncalibrated',
        },
        { name: 'embedding', type: 'float32', dims: [-1, 1280], meaning: 'what the logits are made from' },
      ],
      parameters: {},
      trainedOn: TRAINED_ON,
      simulatedLabels: false,
      licence: LICENCE,
      metrics: systems.basic.figures.map((figure) => ({ ...figure, command: COMMAND })),
    },
    {
      role: 'regions',
      name: 'thyroid-effi-premium',
      version: '1.0.0',
      ...file('premium'),
      card: 'premium.md',
      inputs: [
        {
          name: 'tokens',
          type: 'float32',
          dims: [-1, 13, 1280],
          meaning: 'embeddings of the whole field, then of its 12 patches in reading order',
        },
      ],
      outputs: [
        {
          name: 'logits',
          type: 'float32',
          dims: [-1, classes.length],
          meaning: 'one logit a class, uncalibrated',
        },
      ],
      parameters: {},
      trainedOn: TRAINED_ON,
      simulatedLabels: false,
      licence: LICENCE,
      metrics: systems.premium.figures.map((figure) => ({ ...figure, command: COMMAND })),
    },
  ],
};
packManifestSchema.parse(manifest);
writeFileSync(path.join(OUT, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`Written to ${OUT}; the pack answers with ${answer}.`);

function file(network: 'basic' | 'premium') {
  const name = `${network}.onnx`;
  copyFileSync(path.join(WORK, `thyroid-effi-final-${network}.onnx`), path.join(OUT, name));
  const bytes = readFileSync(path.join(OUT, name));
  return {
    file: name,
    bytes: statSync(path.join(OUT, name)).size,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
