import type { CoarseMap } from '../../case/coarseMap.ts';
import type { ViewKind } from '../../case/patientCase.ts';
import type { Opinion, OpinionAnswer } from '../opinion.ts';

/** Second opinions with known figures, for tests of the screens: written down here, no network stands behind them. */

const BENIGN = { name: 'benign', label: { en: 'benign', zh: '良性' } };
const MALIGNANT = { name: 'malignant', label: { en: 'malignant', zh: '恶性' } };

function twoClasses(
  probability: number,
  interval: [number, number] | null,
  map?: OpinionAnswer['maps'][number],
) {
  return {
    classes: [
      { ...BENIGN, probability: 1 - probability },
      { ...MALIGNANT, probability },
    ],
    positive: 'malignant',
    probability,
    interval,
    maps: map ? [map] : [],
    parts: [],
    rows: [],
  };
}

/** A hill in the upper left of a square crop. */
function hill(view: ViewKind, box: CoarseMap['box']): OpinionAnswer['maps'][number] {
  const values = Array.from({ length: 49 }, (_, i) =>
    Math.exp(-(((i % 7) - 2) ** 2 + (Math.floor(i / 7) - 2) ** 2) / 4),
  );
  return { view, map: { box, rows: 7, columns: 7, values } };
}

function opinion(name: string, system: string, change: Partial<Opinion>): Opinion {
  return {
    task: 'malignancy',
    system,
    pack: { name, version: '1.0.0', sha256: name.length.toString(16).padStart(2, '0').repeat(32) },
    answer: null,
    notGiven: null,
    calibrated: true,
    trainedOn: {
      en: 'TN5000: 3,500 frames with a pathologist’s result, one hospital in China.',
      zh: 'TN5000：一家中国医院的 3,500 幅有病理结果的图像。',
    },
    notFor: {
      en: 'Whether the neck nodes are involved, children, nodules treated before.',
      zh: '颈部淋巴结是否受累、儿童、治疗过的结节。',
    },
    simulatedLabels: false,
    experimental: false,
    ms: 120,
    ...change,
  };
}

/** Every kind of row there is: given, not calibrated, simulated, without a picture to read, failed. */
export function sampleOpinions(view: ViewKind, box: CoarseMap['box']): Opinion[] {
  return [
    opinion('mga-net', 'MGA-Net', { answer: twoClasses(0.72, [0.6, 0.82], hill(view, box)) }),
    opinion('resnet18-focal', 'ResNet18', { answer: twoClasses(0.64, [0.51, 0.75], hill(view, box)) }),
    opinion('csasn', 'CSASN', {
      task: 'subtype',
      simulatedLabels: true,
      experimental: true,
      calibrated: false,
      answer: {
        classes: [
          { name: 'ftc', label: { en: 'follicular', zh: '滤泡癌' }, probability: 0.2 },
          { name: 'mtc', label: { en: 'medullary', zh: '髓样癌' }, probability: 0.7 },
          { name: 'atc', label: { en: 'anaplastic', zh: '未分化癌' }, probability: 0.1 },
        ],
        positive: null,
        probability: 0.7,
        interval: null,
        maps: [],
        parts: [],
        rows: [],
      },
    }),
    opinion('thyroid-effi', 'ThyroidEffi', { task: 'cytology', notGiven: 'noCytology' }),
    opinion('clinical', 'Clinical only', {
      task: 'clinical',
      trainedOn: {
        en: 'TCGA-THCA: 496 operated patients with examined lateral nodes.',
        zh: 'TCGA-THCA：496 例手术患者，侧颈淋巴结经病理检查。',
      },
      notFor: { en: 'Patients without cancer.', zh: '未患癌的患者。' },
      answer: {
        classes: [
          { name: 'clear', label: { en: 'nodes clear', zh: '淋巴结阴性' }, probability: 0.69 },
          { name: 'involved', label: { en: 'nodes involved', zh: '淋巴结受累' }, probability: 0.31 },
        ],
        positive: 'involved',
        probability: 0.31,
        interval: [0.24, 0.4],
        maps: [],
        parts: [],
        rows: [
          { label: { en: 'Age', zh: '年龄' }, value: { en: '43 years', zh: '43 岁' } },
          { label: { en: 'Sex', zh: '性别' }, value: { en: 'female', zh: '女' } },
        ],
      },
    }),
  ];
}
