import type { NoduleSpec } from '../phantom/spec.ts';
import type { ExampleCase } from './exampleCase.ts';

/**
 * Twelve cases over the range that a thyroid clinic sees. The descriptions follow what the phantom holds, in the
 * words of ACR TI-RADS (Tessler et al., J. Am. Coll. Radiol. 14:587, 2017) or C-TIRADS. No patient stands behind them.
 */

const both = ['transverse', 'longitudinal'] as const;

function nodule(spec: Partial<NoduleSpec> & Pick<NoduleSpec, 'side' | 'pole' | 'towards'>): NoduleSpec {
  return {
    distanceToCapsuleMm: 3,
    widthMm: 9,
    heightMm: 9,
    lengthMm: 10,
    margin: 'smooth',
    echogenicity: 'hypoechoic',
    ...spec,
  };
}

export const EXAMPLES: readonly ExampleCase[] = [
  {
    id: 'example-01',
    facts: {
      label: 'Example 1: upper pole at the capsule',
      ageYears: 34,
      sex: 'F',
      side: 'left',
      pole: 'upper',
      report:
        'Left upper pole: 13 x 15 x 16 mm markedly hypoechoic solid nodule, taller than wide, spiculated margin, punctate echogenic foci, abutting the anterior capsule. TI-RADS 5.',
    },
    views: both,
    scaleKnown: true,
    phantom: {
      seed: 11,
      scan: { spacingMmPerPx: 0.08 },
      nodules: [
        nodule({
          side: 'left',
          pole: 'upper',
          towards: 'anterior',
          distanceToCapsuleMm: 0.3,
          widthMm: 13,
          heightMm: 15,
          lengthMm: 16,
          margin: 'spiculated',
          echogenicity: 'markedlyHypoechoic',
          microcalcifications: 90,
        }),
      ],
    },
    shows: 'high risk: upper pole, at the capsule, young, taller than wide, microcalcifications',
  },
  {
    id: 'example-02',
    facts: {
      label: 'Example 2: small central nodule',
      ageYears: 58,
      sex: 'F',
      side: 'right',
      pole: 'middle',
      report:
        'Right mid lobe: 6 x 5 x 7 mm isoechoic solid nodule with a thin halo, smooth margin, no echogenic foci, surrounded by normal parenchyma on all sides. TI-RADS 3.',
    },
    views: both,
    scaleKnown: true,
    phantom: {
      seed: 22,
      glandScale: 1.12,
      scan: { spacingMmPerPx: 0.07, gainDb: 1, depthSlopeDbPerCm: -4 },
      nodules: [
        nodule({
          side: 'right',
          pole: 'middle',
          towards: 'posterior',
          distanceToCapsuleMm: 4,
          widthMm: 6,
          heightMm: 5,
          lengthMm: 7,
          echogenicity: 'isoechoic',
          halo: true,
        }),
      ],
    },
    shows: 'low risk: small, central, benign-looking',
  },
  {
    id: 'example-03',
    facts: {
      label: 'Example 3: lower pole, lobulated',
      ageYears: 43,
      sex: 'M',
      side: 'right',
      pole: 'lower',
      report:
        'Right lower pole: 11 x 12 x 12 mm hypoechoic solid nodule with lobulated margin and several punctate echogenic foci, 2 mm from the lateral capsule. TI-RADS 5.',
    },
    views: both,
    scaleKnown: true,
    phantom: {
      seed: 33,
      scan: { gainDb: -3, noiseDb: -80, depthSlopeDbPerCm: -5 },
      nodules: [
        nodule({
          side: 'right',
          pole: 'lower',
          towards: 'lateral',
          distanceToCapsuleMm: 2,
          widthMm: 11,
          heightMm: 12,
          lengthMm: 12,
          margin: 'lobulated',
          microcalcifications: 45,
        }),
      ],
    },
    shows: 'intermediate risk: just inside the 2.5 mm at which the paper calls out the capsule',
  },
  {
    id: 'example-04',
    facts: {
      label: 'Example 4: isthmus',
      ageYears: 51,
      sex: 'F',
      side: 'isthmus',
      pole: 'middle',
      report:
        'Isthmus: 9 x 6 x 10 mm hypoechoic solid nodule, wider than tall, ill-defined margin, no calcification. TI-RADS 4.',
    },
    views: both,
    scaleKnown: true,
    phantom: {
      seed: 44,
      scan: { spacingMmPerPx: 0.07, height: 380, depthSlopeDbPerCm: -3 },
      nodules: [
        nodule({
          side: 'isthmus',
          pole: 'middle',
          towards: 'anterior',
          distanceToCapsuleMm: 0.6,
          widthMm: 9,
          heightMm: 6,
          lengthMm: 10,
          margin: 'illDefined',
        }),
      ],
    },
    shows: 'isthmus nodule over the trachea',
  },
  {
    id: 'example-05',
    facts: {
      label: '示例 5：左叶中部',
      ageYears: 29,
      sex: 'F',
      side: 'left',
      pole: 'middle',
      report:
        '甲状腺左叶中部见一低回声实性结节，大小约10×12×11mm，纵横比大于1，边界不清，边缘呈分叶状，内见多发点状强回声，距后包膜约1mm。C-TIRADS 4C类。',
    },
    views: both,
    scaleKnown: true,
    phantom: {
      seed: 55,
      scan: { looks: 4, gainDb: -2, depthSlopeDbPerCm: -2 },
      nodules: [
        nodule({
          side: 'left',
          pole: 'middle',
          towards: 'posterior',
          distanceToCapsuleMm: 1,
          widthMm: 10,
          heightMm: 12,
          lengthMm: 11,
          margin: 'lobulated',
          microcalcifications: 60,
        }),
      ],
    },
    shows: 'Chinese report; posterior capsule',
  },
  {
    id: 'example-06',
    facts: {
      label: 'Example 6: large mixed cystic nodule',
      ageYears: 62,
      sex: 'F',
      side: 'right',
      pole: 'middle',
      report:
        'Right lobe: 24 x 19 x 30 mm predominantly cystic nodule with a thin halo and a smooth isoechoic mural component, posterior enhancement, no suspicious echogenic foci. TI-RADS 2.',
    },
    views: both,
    scaleKnown: true,
    phantom: {
      seed: 66,
      scan: { spacingMmPerPx: 0.085, dropout: 'start', gainDb: -1 },
      nodules: [
        nodule({
          side: 'right',
          pole: 'middle',
          towards: 'lateral',
          distanceToCapsuleMm: 1.2,
          widthMm: 24,
          heightMm: 19,
          lengthMm: 30,
          echogenicity: 'isoechoic',
          cysticShare: 0.6,
          halo: true,
          heterogeneity: 0.5,
        }),
      ],
    },
    shows: 'benign-looking, large (30 mm), fluid with enhancement below',
  },
  {
    id: 'example-07',
    facts: {
      label: 'Example 7: one view only',
      ageYears: 38,
      sex: 'M',
      side: 'left',
      pole: 'lower',
      report:
        'Left lower pole: 8 x 9 x 9 mm hypoechoic solid nodule, irregular margin, 3 mm from the posterior capsule. Longitudinal view not stored. TI-RADS 4.',
    },
    views: ['transverse'],
    scaleKnown: true,
    phantom: {
      seed: 77,
      scan: { spacingMmPerPx: 0.07, dropout: 'end' },
      nodules: [
        nodule({
          side: 'left',
          pole: 'lower',
          towards: 'posterior',
          distanceToCapsuleMm: 3,
          widthMm: 8,
          heightMm: 9,
          lengthMm: 9,
          margin: 'illDefined',
        }),
      ],
    },
    shows: 'a missing view',
  },
  {
    id: 'example-08',
    facts: {
      label: 'Example 8: scale unknown',
      ageYears: 47,
      sex: 'F',
      side: 'right',
      pole: 'upper',
      report:
        'Right upper pole: 12 x 11 x 13 mm markedly hypoechoic solid nodule with a coarse calcification and posterior shadowing. Margin lobulated. TI-RADS 5.',
    },
    views: both,
    scaleKnown: false,
    phantom: {
      seed: 88,
      scan: { gainDb: 1, looks: 2 },
      nodules: [
        nodule({
          side: 'right',
          pole: 'upper',
          towards: 'lateral',
          distanceToCapsuleMm: 1.5,
          widthMm: 12,
          heightMm: 11,
          lengthMm: 13,
          margin: 'lobulated',
          echogenicity: 'markedlyHypoechoic',
          macrocalcificationMm: 2.6,
          microcalcifications: 20,
        }),
      ],
    },
    shows: 'no scale: distances in mm are withheld until it is set',
  },
  {
    id: 'example-09',
    facts: {
      label: '示例 9：卡尺已烧录',
      ageYears: 55,
      sex: 'M',
      side: 'left',
      pole: 'upper',
      report:
        '甲状腺左叶上极见一低回声结节，大小约9×8×10mm，边界尚清，形态规则，内未见明显钙化，距侧方包膜约2.5mm。C-TIRADS 4A类。',
    },
    views: both,
    scaleKnown: true,
    phantom: {
      seed: 99,
      nodules: [
        nodule({
          side: 'left',
          pole: 'upper',
          towards: 'lateral',
          distanceToCapsuleMm: 2.5,
          widthMm: 9,
          heightMm: 8,
          lengthMm: 10,
        }),
      ],
    },
    overlay: { calipers: true, deviceText: true },
    shows: 'calipers and device text burned into the picture; Chinese report',
  },
  {
    id: 'example-10',
    facts: {
      label: 'Example 10: two nodules',
      ageYears: 41,
      sex: 'F',
      side: 'left',
      pole: 'middle',
      report:
        'Left mid lobe: 10 x 10 x 10 mm hypoechoic solid nodule with punctate echogenic foci, near the anterior capsule. A second, 6 mm spongiform nodule lies behind it. TI-RADS 5 and 1.',
    },
    views: both,
    scaleKnown: true,
    phantom: {
      seed: 110,
      scan: { spacingMmPerPx: 0.08, gainDb: 1 },
      glandScale: 1.12,
      nodules: [
        nodule({
          side: 'left',
          pole: 'middle',
          towards: 'anterior',
          distanceToCapsuleMm: 0.8,
          widthMm: 10,
          heightMm: 10,
          lengthMm: 10,
          margin: 'lobulated',
          microcalcifications: 50,
        }),
        nodule({
          side: 'left',
          pole: 'middle',
          towards: 'posterior',
          distanceToCapsuleMm: 1.2,
          widthMm: 6,
          heightMm: 5,
          lengthMm: 7,
          echogenicity: 'isoechoic',
          spongiform: 0.8,
        }),
      ],
    },
    shows: 'several nodules: the person chooses which is meant',
  },
  {
    id: 'example-11',
    facts: {
      label: 'Example 11: Hashimoto thyroiditis',
      ageYears: 49,
      sex: 'F',
      side: 'right',
      pole: 'middle',
      report:
        'Enlarged, hypoechoic, heterogeneous gland with echogenic septa (chronic thyroiditis). Right mid lobe: 9 x 10 x 9 mm markedly hypoechoic nodule, ill-defined, 2 mm from the medial capsule. TI-RADS 5.',
    },
    views: both,
    scaleKnown: true,
    phantom: {
      seed: 121,
      scan: { spacingMmPerPx: 0.085, gainDb: 2 },
      parenchyma: 'hashimoto',
      glandScale: 1.15,
      nodules: [
        nodule({
          side: 'right',
          pole: 'middle',
          towards: 'medial',
          distanceToCapsuleMm: 2,
          widthMm: 9,
          heightMm: 10,
          lengthMm: 9,
          margin: 'illDefined',
          echogenicity: 'markedlyHypoechoic',
        }),
      ],
    },
    shows: 'a nodule in a patchy gland',
  },
  {
    id: 'example-12',
    facts: {
      label: '示例 12：右叶下极小结节',
      ageYears: 26,
      sex: 'M',
      side: 'right',
      pole: 'lower',
      report:
        '甲状腺右叶下极见一极低回声结节，大小约5×6×5mm，纵横比大于1，边缘毛刺状，内见点状强回声，紧贴前包膜。C-TIRADS 4C类。建议细针穿刺。',
    },
    views: both,
    scaleKnown: true,
    phantom: {
      seed: 132,
      scan: { spacingMmPerPx: 0.065, centreFrequencyMHz: 12 },
      nodules: [
        nodule({
          side: 'right',
          pole: 'lower',
          towards: 'anterior',
          distanceToCapsuleMm: 0.4,
          widthMm: 5,
          heightMm: 6,
          lengthMm: 5,
          margin: 'spiculated',
          echogenicity: 'markedlyHypoechoic',
          microcalcifications: 18,
        }),
      ],
    },
    shows: 'a 5 mm microcarcinoma at the capsule of a young man; Chinese report',
  },
];
