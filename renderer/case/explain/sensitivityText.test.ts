import { expect, it } from 'vitest';
import type { Sensitivity, SensitivityAnswer } from '../../../app/explanation/sensitivity.ts';
import { LANGUAGES, say } from '../../../app/words/say.ts';
import { intervalNote, sensitivityLines } from './sensitivityText.ts';

const at = (stage: 1 | 2 | 3, probability: number): SensitivityAnswer => ({
  stage,
  probability,
  interval: [probability - 0.08, probability + 0.07],
});
const sensitivity: Sensitivity = {
  now: at(2, 0.61),
  cutoff: 0.5,
  rows: [
    {
      input: 'distance',
      unit: 'mm',
      current: 1.83,
      range: [0, 6.4],
      below: null,
      above: { ...at(1, 0.44), value: 3.4 },
    },
    { input: 'size', unit: 'glandPercent', current: 120, range: [120, 120], below: null, above: null },
    { input: 'echogenicity', unit: 'greyLevels', current: 24.6, range: [-30, 90], below: null, above: null },
    { input: 'age', unit: 'years', current: null, range: null, below: null, above: null },
  ],
  report: [{ text: 'ill-defined margin', ...at(1, 0.47) }],
};

it('no figure stands without its interval, and what was not given or had no room is said', () => {
  const t = (key: Parameters<typeof say>[1], values?: Record<string, string | number>) =>
    say('en', key, values);
  const lines = sensitivityLines(sensitivity, t);
  expect(lines.map((line) => line.changes)).toEqual([
    ['At 3.4 mm or more: Stage 1: low, 44% (36–51%)'],
    [t('sensitivity.noRoom')],
    [t('sensitivity.none')],
    [t('sensitivity.notGiven')],
    ['Without “ill-defined margin”: Stage 1: low, 47% (39–54%)'],
  ]);
  expect(lines[0]).toMatchObject({ current: '1.8 mm', range: '0.0 mm – 6.4 mm' });
});

it.each(LANGUAGES)('every line is whole in %s', (language) => {
  const t = (key: Parameters<typeof say>[1], values?: Record<string, string | number>) =>
    say(language, key, values);
  const text = JSON.stringify(sensitivityLines(sensitivity, t)) + intervalNote(sensitivity, t);
  expect(text).not.toMatch(/\{\w+\}|undefined|NaN/);
});

it('where the interval holds the cut-off it is said that a change of stage means little', () => {
  const t = (key: Parameters<typeof say>[1], values?: Record<string, string | number>) =>
    say('en', key, values);
  expect(intervalNote(sensitivity, t)).toBeNull();
  const unsure = { ...sensitivity, now: at(2, 0.53) };
  expect(intervalNote(unsure, t)).toMatch(/45%.*60%.*50%/);
});
