import { expect, it } from 'vitest';
import { type Language, say } from '../words/say.ts';
import { opinionLine } from './opinionLine.ts';
import { sampleOpinions } from './testing/sampleOpinions.ts';

const lines = (language: Language) =>
  sampleOpinions('transverse', { x: 0, y: 0, width: 10, height: 10 }).map((opinion) =>
    opinionLine(opinion, { t: (key, values) => say(language, key, values), language }),
  );

it('says each opinion in one line: the class asked about, its share and interval; no figure without calibration', () => {
  expect(lines('en')).toEqual([
    'malignant 72% (60–82)',
    'malignant 64% (51–75)',
    'leans medullary, uncalibrated',
    'no smear pictures',
    'nodes involved 31% (24–40)',
  ]);
});

it('says the same in Chinese', () => {
  expect(lines('zh')).toEqual([
    '恶性 72% (60–82)',
    '恶性 64% (51–75)',
    '倾向髓样癌（未校准）',
    '无涂片图像',
    '淋巴结受累 31% (24–40)',
  ]);
});
