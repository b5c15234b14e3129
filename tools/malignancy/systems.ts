import path from 'node:path';
import type { BothLanguages } from '../../app/pack/words.ts';
import type { Looks } from './classifier.ts';

/** One shipped malignancy pack: which trained file it comes from and what is said about it. */
export type MalignancySystem = Looks & {
  readonly name: string;
  readonly system: string;
  readonly version: string;
  /** Of the file that training writes to models/training/work. */
  readonly trained: string;
  readonly map: { readonly output: string; readonly side: number; readonly fullAt: number; meaning: string };
  /** Outputs beside `logit` and the map. */
  readonly more: { readonly name: string; readonly side: number; readonly meaning: string }[];
  readonly experimental: boolean;
  readonly trainedOn: BothLanguages;
  readonly notFor: BothLanguages;
  readonly start: string;
};

export const PACKS = path.resolve(import.meta.dirname, '../../models/packs');
export const TRAINED = path.resolve(import.meta.dirname, '../../models/training/work');

const TN5000: BothLanguages = {
  en: 'TN5000: 3,091 ultrasound pictures of one nodule each, from one hospital, benign or malignant by pathology (70% malignant). Calibrated on 343 further pictures of the same hospital.',
  zh: 'TN5000：来自一家医院的 3,091 张超声图像，每张一个结节，良恶性由病理证实（70% 为恶性）。用同一医院另外 343 张图像校准。',
};
const NOT_FOR: BothLanguages = {
  en: 'It knows only nodules that were operated on or biopsied in one hospital, where 70% were malignant: among other patients its percentage is too high. Not for deciding against a biopsy, for children, for Doppler pictures, or for lymph nodes. It says nothing about metastasis.',
  zh: '仅了解一家医院中经手术或穿刺的结节（70% 为恶性）：对其他患者，其百分比偏高。不得用于决定不做穿刺，不适用于儿童、多普勒图像或淋巴结。与转移无关。',
};
const DETECTED = 160;
/** Side of the square around the nodule's box, in the box's longer sides: chosen by tools/malignancy/cropChoice.ts. */
const CROP_FACTOR = 1.5;

export const SYSTEMS: readonly MalignancySystem[] = [
  {
    name: 'resnet-focal',
    system: 'ResNet18 + focal loss',
    version: '1.0.0',
    trained: 'resnet-focal.onnx',
    inputSize: DETECTED,
    cropFactor: CROP_FACTOR,
    map: {
      output: 'cam',
      side: 5,
      fullAt: 1.5,
      meaning: 'Grad-CAM of the logit at the last convolution, in logits, 0 or more',
    },
    more: [],
    experimental: false,
    trainedOn: TN5000,
    notFor: NOT_FOR,
    start: 'from scratch: no licensed package carries ImageNet weights of ResNet18',
  },
  {
    name: 'mga-net',
    system: 'MGA-Net',
    version: '1.0.0',
    trained: 'mga.onnx',
    inputSize: DETECTED,
    cropFactor: 1.8,
    map: {
      output: 'cam',
      side: 5,
      fullAt: 1.5,
      meaning: 'Grad-CAM of the logit at the last mask-guided features, in logits, 0 or more',
    },
    more: [{ name: 'mask', side: DETECTED, meaning: 'probability of nodule at each input pixel (U-Net)' }],
    experimental: false,
    trainedOn: TN5000,
    notFor: NOT_FOR,
    start: 'from the ResNet18 with focal loss trained here',
  },
  {
    name: 'csasn',
    system: 'CSASN',
    version: '1.0.0',
    trained: 'csasn.onnx',
    inputSize: DETECTED,
    cropFactor: CROP_FACTOR,
    map: {
      output: 'attention',
      side: 10,
      fullAt: 1,
      meaning: 'spatial attention (CBAM), 0..1: where the network looked, not what it found',
    },
    more: [],
    experimental: false,
    trainedOn: {
      en: `${TN5000.en} DDTI (328 pictures, another hospital) without labels, for features that do not depend on the device.`,
      zh: `${TN5000.zh}另用 DDTI（另一家医院的 328 张图像，不含标签），使特征不依赖设备。`,
    },
    notFor: {
      en: `${NOT_FOR.en} The published system tells rare subtypes (follicular, medullary, anaplastic); no public pictures of them exist, so this one does not.`,
      zh: `${NOT_FOR.zh}已发表的系统可区分少见亚型（滤泡癌、髓样癌、未分化癌）；因无公开图像，本模型不能区分。`,
    },
    start: 'EfficientNet-Lite0 branch from ImageNet weights (Apache-2.0)',
  },
];

/** How ResNet18 with focal loss sees a nodule: as shipped, and as a hospital trains its own. */
export const RESNET_LOOKS: Looks = { inputSize: DETECTED, cropFactor: CROP_FACTOR };

export function folderOf({ name, version }: Pick<MalignancySystem, 'name' | 'version'>): string {
  return path.join(PACKS, `${name}-${version}`);
}
