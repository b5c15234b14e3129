import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWordKey, say } from '../words/say.ts';
import { opinionLine } from './opinionLine.ts';
import { NO_ALERT, onlyAlerts, subtypeAnswer } from './subtype.ts';
import { sampleOpinions } from './testing/sampleOpinions.ts';

const label = (en: string, zh: string) => ({ en, zh });
const pack = {
  name: 'rare',
  classes: [
    { name: 'other', label: label('none of these', '非上述类型') },
    { name: 'ftc', label: label('follicular carcinoma', '滤泡癌') },
    { name: 'mtc', label: label('medullary carcinoma', '髓样癌') },
    { name: 'atc', label: label('anaplastic carcinoma', '未分化癌') },
  ],
  calibration: { method: 'temperature' as const, on: 'test', parameters: { temperature: 1 } },
};
const logits = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 4, maxLength: 4 });

describe('the subtype answer', () => {
  it('speaks of a rare look exactly where its calibrated share reaches that look’s limit', () => {
    const limit = fc.double({ min: 0.5, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(logits, fc.record({ ftc: limit, mtc: limit, atc: limit }), (raw, alertAt) => {
        const answer = subtypeAnswer(pack, raw, alertAt);
        // From one half on, no two looks can reach their limits at once but at exactly one half each.
        const over = answer.classes.filter(
          ({ name, probability }) => name in alertAt && probability >= alertAt[name as keyof typeof alertAt],
        );
        expect(answer.positive).toBe(over[0]?.name ?? NO_ALERT);
        expect(answer.classes.reduce((sum, one) => sum + one.probability, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('never speaks of a look without a limit', () => {
    expect(subtypeAnswer(pack, [0, 9, 0, 0], { mtc: 0.5 }).positive).toBe(NO_ALERT);
  });

  it('of a hospital’s own pack without a limit names the likeliest class as other packs do', () => {
    const answer = subtypeAnswer(pack, [0, 0, 3, 0], undefined);
    expect(answer.positive).toBeNull();
    expect(answer.probability).toBe(answer.classes[2]!.probability);
  });
});

describe('what is said of it', () => {
  const sample = sampleOpinions('transverse', { x: 0, y: 0, width: 8, height: 8 })[2]!;
  const line = (raw: number[], language: 'en' | 'zh', change = {}) =>
    opinionLine(
      {
        ...sample,
        calibrated: true,
        answer: subtypeAnswer(pack, raw, { ftc: 0.6, mtc: 0.6, atc: 0.6 }),
        ...change,
      },
      { t: (key, values = {}) => (isWordKey(key) ? say(language, key, values) : key), language },
    );

  it('is a question in simulation, never a figure, in both languages', () => {
    expect(line([0, 0, 6, 0], 'en')).toBe('question: looks like medullary carcinoma in simulation');
    expect(line([0, 0, 6, 0], 'zh')).toBe('存疑：在模拟中形似髓样癌');
    for (const language of ['en', 'zh'] as const)
      fc.assert(
        fc.property(logits, (raw) => {
          expect(line(raw, language)).not.toMatch(/[\d%]/);
        }),
      );
  });

  it('is silence where no rare look stands out', () => {
    expect(line([6, 0, 0, 0], 'en')).toBe('no alert');
    expect(line([6, 0, 0, 0], 'zh')).toBe('无提示');
    expect(line([0, 1, 1, 1], 'en')).toBe('no alert');
  });

  it('keeps its share for a pack that learned from patients', () => {
    expect(onlyAlerts({ task: 'subtype', simulatedLabels: false })).toBe(false);
    expect(line([0, 0, 6, 0], 'en', { simulatedLabels: false })).toMatch(/^medullary carcinoma 9\d%$/);
  });
});
