/**
 * Puts the trained ThyroidEffi into its pack: ONNX files, calibration and figures from the held-out folds, cards.
 * Usage: npm run pack:cytology [-- --out FOLDER --name NAME --version 1.0.0 --stage fold0]
 * after export_thyroid_effi.py and npm run evaluate:cytology -- --part quality. Cards that are there stay as they are;
 * a pack made from another data set gets short ones to be filled in.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type PackManifestFile, packManifestSchema } from '../app/pack/manifest.ts';
import { wilson } from '../app/statistics/wilson.ts';
import { EVALUATION, evaluationSchema, trainingRowsSchema } from './cytology/evaluation.ts';
import { unlikeLimit } from './cytology/unlike.ts';

const option = (name: string, otherwise: string): string => {
  const at = process.argv.indexOf(name);
  return at > 0 ? process.argv[at + 1]! : otherwise;
};
const ROOT = path.resolve(import.meta.dirname, '..');
const WORK = path.join(ROOT, 'models/training/work');
const name = option('--name', 'thyroid-effi');
const version = option('--version', '1.0.0');
/** Which training ships: `final` saw every picture; a fold's networks are the very ones that were measured. */
const stage = option('--stage', 'final');
const OUT = path.resolve(option('--out', path.join(ROOT, 'models/packs', `${name}-${version}`)));
const COMMAND = 'npm run evaluate:cytology';
const ROMAN: Record<string, string> = { B1: 'I', B2: 'II', B3: 'III', B4: 'IV', B5: 'V', B6: 'VI' };

const { data, classes, measured, systems } = evaluationSchema.parse(
  JSON.parse(readFileSync(EVALUATION, 'utf8')),
);
const macroF1 = (system: 'basic' | 'premium') =>
  systems[system].figures.find((figure) => figure.name === 'macro F1')!.value;
// The larger system has to earn its place; a tie goes to the smaller.
const answer = macroF1('premium') > macroF1('basic') ? 'premium' : 'basic';
const rows = trainingRowsSchema
  .parse(JSON.parse(readFileSync(path.join(WORK, 'cytology.json'), 'utf8')))
  .rows.filter((row) => stage !== `fold${row.fold}`);
const pictures = rows.length;
const packClasses = classes.map((name) => {
  const roman = ROMAN[name];
  return roman
    ? { name: `bethesda${name.slice(1)}`, label: { en: `Bethesda ${roman}`, zh: `Bethesda ${roman} 类` } }
    : { name, label: { en: name, zh: name } };
});
const named = (language: 'en' | 'zh', joint: string) =>
  packClasses
    .map((one, i) => `${one.label[language]} (${rows.filter((row) => row.label === classes[i]).length})`)
    .join(joint);
const benign = classes.includes('B2');
/** Only for the networks whose distances are kept: those of the shipped data. */
const unlike = name === 'thyroid-effi' ? unlikeLimit() : null;
mkdirSync(OUT, { recursive: true });
const TRAINED_ON = `${pictures} smear pictures of ${data}: ${named('en', ', ')}; ImageNet start`;
const LICENCE = 'Apache-2.0 (weights); start weights EfficientNet-Lite0, Apache-2.0';

const manifest: PackManifestFile = {
  schema: 1,
  name,
  version,
  task: 'cytology',
  system: 'ThyroidEffi',
  intendedUse: `Research use: tells ${packClasses.map((one) => one.label.en).join(', ')} apart on pictures of stained needle smears. Advises; does not decide.`,
  classes: packClasses,
  calibration: {
    method: 'temperature',
    on: `${measured} pictures of ${data}, each answered by a network that never saw its block of file numbers`,
    parameters: { temperature: systems[answer].temperature },
  },
  trainedOn: {
    en: `${pictures} smear pictures of ${data}: ${named('en', ', ')}${benign ? '' : '; none is benign'}`,
    zh: `${data} 的 ${pictures} 张涂片图像：${named('zh', '、')}${benign ? '' : '；无良性图像'}`,
  },
  notFor: {
    en: `It knows only the classes above and names one of them for every smear; a picture plainly unlike its own smears is left out, but not every such picture is noticed. It cannot tell ${benign ? '' : 'that a smear is benign or '}that a smear is unfit to be read. The stain carries much of its answer, so another laboratory's slides may mislead it. Not for other stains or for lymph nodes.`,
    zh: `它只认识上述类别，对每张涂片都会给出其中之一；与其学习的涂片明显不同的图像不予纳入，但并非都能识别。不能判断涂片${benign ? '' : '为良性或'}不合格。其判断在很大程度上取决于染色，其他实验室的涂片可能使其误判。不适用于其他染色方法或淋巴结。`,
  },
  licence: LICENCE,
  parameters: {
    answer,
    bands: systems[answer].bands,
    ...(unlike ? { unlikeMax: unlike.limit } : {}),
  },
  reliability: systems[answer].reliability,
  networks: [
    {
      role: 'classifier',
      name: `${name}-basic`,
      version,
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
        ...(unlike
          ? [
              {
                name: 'unlike',
                type: 'float32' as const,
                dims: [-1, 1],
                meaning:
                  'distance of the whole field from the smears of the training, fixed blocks’ features',
              },
            ]
          : []),
      ],
      parameters: {},
      trainedOn: TRAINED_ON,
      simulatedLabels: false,
      licence: LICENCE,
      metrics: [...systems.basic.figures.map((figure) => ({ ...figure, command: COMMAND })), ...turnedAway()],
    },
    {
      role: 'regions',
      name: `${name}-premium`,
      version,
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

/** How many real smears the limit turns away, each measured against the smears of the other folds. */
function turnedAway() {
  if (!unlike) return [];
  const { beyond, distances } = unlike;
  return [
    {
      name: 'smears turned away as unlike the training',
      on: `${distances.length} smears, each against those of the other folds`,
      value: beyond / distances.length,
      interval: wilson(beyond, distances.length),
      baseline: null,
      command: `${COMMAND} -- --part typicality`,
    },
  ];
}

function file(network: 'basic' | 'premium') {
  const target = path.join(OUT, `${network}.onnx`);
  copyFileSync(path.join(WORK, `thyroid-effi-${stage}-${network}.onnx`), target);
  const bytes = readFileSync(target);
  const card = path.join(OUT, `${network}.md`);
  if (!existsSync(card))
    writeFileSync(card, `# ${name} ${version}, ${network}\n\nTrained on ${TRAINED_ON}.\n`);
  return {
    file: path.basename(target),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
