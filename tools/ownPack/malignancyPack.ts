import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PackManifestFile } from '../../app/pack/manifest.ts';
import { fitCalibration } from '../../app/risk/fitCalibration.ts';
import { delongAuc } from '../../app/statistics/delong.ts';
import { EvaluateTrouble } from '../evaluate/result.ts';

/** One picture of patients that training never saw, with the network's raw answer. */
export type AsideScore = { readonly logit: number; readonly malignant: boolean; readonly detected: boolean };

export type OwnMalignancy = {
  readonly name: string;
  readonly version: string;
  /** How the row on the result screen is called. */
  readonly system: string;
  readonly network: string;
  readonly inputSize: number;
  readonly cropFactor: number;
  readonly trained: { readonly pictures: number; readonly patients: number };
  readonly aside: readonly AsideScore[];
};

const COMMAND = 'npm run train:malignancy';
const round = (value: number) => Number(value.toFixed(4));

/** Writes the pack of a network that a hospital trained on its own pictures: network, manifest, card. */
export function writeMalignancyPack(folder: string, own: OwnMalignancy): void {
  const { aside } = own;
  const logits = aside.map((one) => one.logit);
  const outcomes = aside.map((one) => (one.malignant ? 1 : 0));
  const { auc, interval } = delongAuc(logits, outcomes);
  const positives = outcomes.reduce<number>((sum, one) => sum + one, 0);
  if (interval[0] <= 0.5)
    throw new EvaluateTrouble(
      `On the patients kept aside the AUC is ${auc.toFixed(3)} (${interval.map((one) => one.toFixed(3)).join('–')}): no better than chance, so no pack is made. More pictures or a longer training (--minutes) may help.`,
    );
  const found = aside.filter((one) => one.detected).length;
  const on = `${aside.length} pictures of patients kept aside, ${positives} malignant; ${found} at ThyroMap's own detections, the others at the drawn boxes`;
  const metric = {
    name: 'AUC',
    on,
    value: round(auc),
    interval: [round(interval[0]), round(interval[1])] as [number, number],
    baseline: { name: 'chance', value: 0.5 },
    command: COMMAND,
  };
  const manifest: PackManifestFile = {
    schema: 1,
    name: own.name,
    version: own.version,
    task: 'malignancy',
    system: own.system,
    intendedUse:
      'Second opinion on one thyroid nodule on B-mode ultrasound: benign or malignant. Research use; advises, does not decide.',
    classes: [
      { name: 'benign', label: { en: 'benign', zh: '良性' } },
      { name: 'malignant', label: { en: 'malignant', zh: '恶性' } },
    ],
    positive: 'malignant',
    calibration: { method: 'platt', on, parameters: fitCalibration(logits, plattTargets(outcomes)) },
    trainedOn: {
      en: `${own.trained.pictures} of one's own pictures of ${own.trained.patients} patients.`,
      zh: `本院自有的 ${own.trained.pictures} 幅图像，来自 ${own.trained.patients} 名患者。`,
    },
    notFor: {
      en: 'Other hospitals and devices until it was measured there. Not for deciding against a biopsy, for children, for Doppler pictures, or for lymph nodes.',
      zh: '未经验证的其他医院和设备。不得用于决定不做穿刺，不适用于儿童、多普勒图像或淋巴结。',
    },
    licence: 'as the clinic decides',
    networks: [
      {
        role: 'classifier',
        name: own.name,
        version: own.version,
        file: 'classifier.onnx',
        bytes: 1,
        sha256: '0'.repeat(64),
        card: 'classifier.md',
        inputs: [
          {
            name: 'frame',
            type: 'float32',
            dims: [1, 1, own.inputSize, own.inputSize],
            meaning: `grey 0..1, square around the nodule's box, side ${own.cropFactor} × its longer side, of a frame prepared as the pipeline does`,
          },
        ],
        outputs: [
          { name: 'logit', type: 'float32', dims: [1], meaning: 'log-odds of malignant, not calibrated' },
          {
            name: 'cam',
            type: 'float32',
            dims: [1, own.inputSize / 32, own.inputSize / 32],
            meaning: 'Grad-CAM of the logit at the last convolution, in logits, 0 or more',
          },
        ],
        parameters: {
          inputSize: own.inputSize,
          cropFactor: own.cropFactor,
          map: { output: 'cam', fullAt: 2 },
        },
        trainedOn: `${own.trained.pictures} own pictures of ${own.trained.patients} patients, from scratch`,
        simulatedLabels: false,
        licence: 'as the clinic decides',
        metrics: [metric],
      },
    ],
  };
  mkdirSync(folder, { recursive: true });
  copyFileSync(own.network, path.join(folder, 'classifier.onnx'));
  writeFileSync(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(path.join(folder, 'classifier.md'), cardOf(own, metric));
}

/**
 * Platt's targets (Advances in Large Margin Classifiers, 1999, section 2.2): a few cases that happen to be told apart
 * without error must not make the probability certain.
 */
export function plattTargets(outcomes: readonly number[]): number[] {
  const positives = outcomes.filter((one) => one === 1).length;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (outcomes.length - positives + 2);
  return outcomes.map((one) => (one === 1 ? high : low));
}

function cardOf(
  own: OwnMalignancy,
  { on, value, interval }: { on: string; value: number; interval: number[] },
) {
  return `# ${own.name} ${own.version}

ResNet18 with focal loss (\`models/training/resnet_focal.py\`) on the crop around one nodule: benign or malignant.

| what | on | measured (95% interval, DeLong) |
|---|---|---|
| AUC | ${on} | ${value.toFixed(3)} (${interval.map((one) => one.toFixed(3)).join('–')}) |

Printed by \`${COMMAND}\`. The same patients calibrate the probability (Platt scaling), so the card cannot say how well
it is calibrated elsewhere: \`npm run evaluate -- --data FOLDER\` on other patients does.

Trained on ${own.trained.pictures} pictures of ${own.trained.patients} patients of one hospital, from scratch, as labelled in its table.

**Add here, before anybody uses it:** how the patients were chosen, which devices, how malignant was decided.
`;
}
