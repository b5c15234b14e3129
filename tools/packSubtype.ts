/**
 * Builds the pack csasn-subtype: the trained file, its temperature and the share from which on it speaks of each look, both fitted
 * on drawn necks of their own at the product's own detections, and the figures of the last `npm run evaluate:subtype`.
 * The card `classifier.md` is written by hand; only its table of figures is filled in. Usage: npm run pack:subtype
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { NO_ALERT } from '../app/opinion/subtype.ts';
import { type PackManifestFile, packManifestSchema } from '../app/pack/manifest.ts';
import { SUBTYPE_LOOKS } from '../app/phantom/subtypeLooks.ts';
import { fitTemperature, softmax } from './cytology/temperature.ts';
import { writeFigures } from './malignancy/card.ts';
import { openSubtype } from './subtype/ask.ts';
import { subtypeCases } from './subtype/cases.ts';
import {
  COMMAND,
  COUNTS,
  SUBTYPE_EVALUATION,
  SUBTYPE_PACK,
  SUBTYPE_SEEN,
  SUBTYPE_TRAINED,
  subtypeEvaluationSchema,
} from './subtype/pack.ts';

/** Of the drawn nodules of other looks, at most this share may be taken for one rare look. */
const FALSE_ALERTS = 0.02;
const LABELS: Record<(typeof SUBTYPE_LOOKS)[number], { en: string; zh: string }> = {
  other: { en: 'none of these', zh: '非上述类型' },
  ftc: { en: 'follicular carcinoma', zh: '滤泡癌' },
  mtc: { en: 'medullary carcinoma', zh: '髓样癌' },
  atc: { en: 'anaplastic carcinoma', zh: '未分化癌' },
};

const NETWORK = path.join(SUBTYPE_PACK, 'classifier.onnx');
mkdirSync(SUBTYPE_PACK, { recursive: true });
if (existsSync(SUBTYPE_TRAINED)) copyFileSync(SUBTYPE_TRAINED, NETWORK);
const network = readFileSync(NETWORK);
const sha256 = createHash('sha256').update(network).digest('hex');
const manifestFile = path.join(SUBTYPE_PACK, 'manifest.json');
const trained = trainedOn();
const measured = existsSync(SUBTYPE_EVALUATION)
  ? subtypeEvaluationSchema.parse(JSON.parse(readFileSync(SUBTYPE_EVALUATION, 'utf8')))
  : null;
const current = measured?.sha256 === sha256 ? measured : null;

const { temperature, alertAt, on } = await calibrated();
const manifest = manifestOf(temperature, alertAt, on);
packManifestSchema.parse(manifest);
writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
if (current)
  writeFigures(path.join(SUBTYPE_PACK, 'classifier.md'), current.figures, {
    command: COMMAND,
    note: 'Intervals: Wilson, 95%; both views of a neck are one case. Simulated: nothing in this table but the last four rows was measured on a patient.',
  });
console.log(
  `temperature ${temperature.toFixed(3)}, speaks from ${JSON.stringify(alertAt)}; ${network.byteLength} bytes`,
);

/** Both numbers from the same necks: temperature on all of them, the limit on those of other looks. */
async function calibrated() {
  const ask = await openSubtype(NETWORK, packManifestSchema.parse(manifestOf(1, {}, 'nothing yet')));
  const cases = await subtypeCases('calibrate', COUNTS.calibrate);
  const answers: { look: number; logits: number[] }[] = [];
  for (const { look, views } of cases) {
    const answer = await ask(views);
    // At temperature 1 the logarithms of the shares are the logits less a constant, which no softmax feels.
    if (answer)
      answers.push({
        look: SUBTYPE_LOOKS.indexOf(look),
        logits: answer.classes.map(({ probability }) => Math.log(Math.max(probability, 1e-12))),
      });
  }
  const temperature = fitTemperature(
    answers.map(({ logits }) => logits),
    answers.map(({ look }) => look),
  );
  const others = answers
    .filter(({ look }) => SUBTYPE_LOOKS[look] === NO_ALERT)
    .map(({ logits }) => softmax(logits, temperature));
  const allowed = Math.floor(FALSE_ALERTS * others.length);
  const limits = SUBTYPE_LOOKS.flatMap((look, i) => {
    if (look === NO_ALERT) return [];
    const falling = others.map((shares) => shares[i]!).sort((a, b) => b - a);
    // Just above the first one that may not speak any more; never below what is likelier than not.
    return [[look, Math.min(0.99, Math.max(0.5, Math.ceil(falling[allowed]! * 1000 + 1) / 1000))] as const];
  });
  return {
    temperature,
    alertAt: Object.fromEntries(limits),
    on: `${answers.length} drawn necks (simulated) that were never trained on, at the product's own detections`,
  };
}

/** From the training that is packed; without it, as the pack said before. */
function trainedOn(): { necks: number; crops: number } {
  const seen = z.object({ necks: z.int(), crops: z.int() });
  if (existsSync(SUBTYPE_TRAINED)) return seen.parse(JSON.parse(readFileSync(SUBTYPE_SEEN, 'utf8')));
  const was = packManifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
  return seen.parse(was.networks[0]!.parameters.trained);
}

function manifestOf(temperature: number, alertAt: Record<string, number>, on: string): PackManifestFile {
  const { necks, crops } = trained;
  const sources = {
    en: `${crops} drawn pictures of ${necks} drawn nodules, a quarter of each look, after published descriptions. SIMULATED: not one patient with such a tumour is among them, because no public pictures exist. Start: CSASN as trained on TN5000.`,
    zh: `依据已发表描述绘制的 ${necks} 个模拟结节的 ${crops} 张图像，各类各占四分之一。模拟数据：因无公开图像，其中没有任何真实患者。起始权重：以 TN5000 训练的 CSASN。`,
  };
  return {
    schema: 1,
    name: 'csasn-subtype',
    version: '1.0.0',
    intendedUse:
      'Experimental: raises a question where a nodule looks like a drawn follicular, medullary or anaplastic carcinoma. Simulated training data; research use; no diagnosis and no probability of disease.',
    task: 'subtype',
    system: 'CSASN subtype',
    classes: SUBTYPE_LOOKS.map((name) => ({ name, label: LABELS[name] })),
    calibration: { method: 'temperature', on, parameters: { temperature } },
    trainedOn: sources,
    notFor: {
      en: 'It has never seen a real rare carcinoma. A question from it is no finding, “no alert” rules nothing out, and how often it is right on patients is not known. Not for choosing an operation, for children, for Doppler pictures or for lymph nodes.',
      zh: '它从未见过真实的少见亚型。其存疑提示不是检查所见，“无提示”不能排除任何诊断，在患者中的准确性未知。不得用于选择手术方式，不适用于儿童、多普勒图像或淋巴结。',
    },
    licence: 'Apache-2.0 (weights)',
    experimental: true,
    reliability: current?.reliability,
    networks: [
      {
        role: 'classifier',
        name: 'thyromap-csasn-subtype',
        version: '1.0.0',
        file: 'classifier.onnx',
        bytes: network.byteLength,
        sha256,
        card: 'classifier.md',
        inputs: [
          {
            name: 'frame',
            type: 'float32',
            dims: [1, 1, 160, 160],
            meaning:
              "grey 0..1, square around the nodule's box, side 1.5 × its longer side, of a frame prepared as the pipeline does",
          },
        ],
        outputs: [
          {
            name: 'logits',
            type: 'float32',
            dims: [SUBTYPE_LOOKS.length],
            meaning: 'one for each class, not calibrated',
          },
          {
            name: 'attention',
            type: 'float32',
            dims: [1, 10, 10],
            meaning: 'spatial attention (CBAM), 0..1: where the network looked, not what it found',
          },
        ],
        parameters: {
          inputSize: 160,
          cropFactor: 1.5,
          alertAt,
          map: { output: 'attention', fullAt: 1 },
          trained: { necks, crops },
        },
        trainedOn: sources.en,
        simulatedLabels: true,
        licence: 'Apache-2.0',
        metrics: (current?.figures ?? []).map((figure) => ({ ...figure, command: COMMAND })),
      },
    ],
  };
}
