import { describe, expect, it } from 'vitest';
import { FEATURE_NAMES, findingCodeSchema } from '../../../app/case/assessment.ts';
import { sampleOpinions } from '../../../app/opinion/testing/sampleOpinions.ts';
import { DEFAULT_SETTINGS } from '../../../app/settings.ts';
import { LANGUAGES, type Language, say } from '../../../app/words/say.ts';
import { CAM_NAMES } from '../frame/layers.ts';
import { shownView } from '../frame/shownView.ts';
import { testAssessment, testCase } from '../testCase.ts';
import { explain } from './explain.ts';
import type { Topic } from './topic.ts';

const opinions = sampleOpinions('transverse', { x: 80, y: 30, width: 56, height: 56 });
const assessment = testAssessment({
  opinions,
  findings: findingCodeSchema.options.map((code) => ({
    code,
    severity: code === 'noGland' ? 'withholds' : 'warning',
    view: null,
    values: {
      count: 2,
      tokens: 50,
      percent: 60,
      distanceMm: 1.8,
      limitMm: 2.5,
      first: 2,
      second: 9,
      times: 2,
      system: 'MGA-Net',
      years: 18,
    },
  })),
});
const patientCase = testCase();
const context = (language: Language) => ({
  t: (key: Parameters<typeof say>[1], values?: Record<string, string | number>) => say(language, key, values),
  language,
  settings: DEFAULT_SETTINGS,
  assessment,
  views: patientCase.views.map((view) =>
    shownView(view, assessment.views.find((v) => v.kind === view.kind)!),
  ),
});

const topics: Topic[] = [
  ...(
    ['risk', 'interval', 'stage', 'prevalence', 'next', 'withheld', 'nearCapsule', 'phi', 'place'] as const
  ).map((kind) => ({ kind })),
  ...(['features', 'report', 'models', 'simulated', 'opinions', 'timings'] as const).map((kind) => ({
    kind,
  })),
  { kind: 'distance', view: 'transverse' },
  { kind: 'scale', view: 'transverse' },
  { kind: 'scale', view: 'longitudinal' },
  { kind: 'nodule', view: 'transverse', rank: 1 },
  { kind: 'token', index: 2 },
  { kind: 'reportPart', index: 1 },
  ...opinions.map((one) => ({ kind: 'opinion' as const, pack: one.pack.sha256 })),
  ...CAM_NAMES.map((map) => ({ kind: 'cam' as const, map })),
  ...FEATURE_NAMES.map((name) => ({ kind: 'feature' as const, name })),
  ...findingCodeSchema.options.map((code) => ({ kind: 'finding' as const, code, view: null })),
];

describe('explanations', () => {
  it.each(LANGUAGES)('answer every click in whole sentences with every value filled in (%s)', (language) => {
    for (const topic of topics) {
      const answer = explain(topic, context(language));
      const all = [
        answer.title,
        ...answer.paragraphs,
        answer.source ?? '',
        ...answer.rows.flatMap((r) => [r.label, r.value]),
      ];
      expect(answer.title, JSON.stringify(topic)).not.toBe('');
      expect(answer.paragraphs.length, JSON.stringify(topic)).toBeGreaterThan(0);
      expect(all.join('\n'), JSON.stringify(topic)).not.toMatch(/\{\w+\}|undefined|NaN|\bnull\b/);
    }
  });

  it('add the features up to the displayed risk: 0.833 with the paper’s Figure 5', () => {
    const rows = explain({ kind: 'features' }, context('en')).rows;
    expect(rows).toHaveLength(9);
    expect(rows.at(-1)?.value).toBe('0.833');
    expect(rows[0]).toMatchObject({ label: 'Location', value: '0.488 × 0.854' });
  });

  it('give millimetres only where the scale is known', () => {
    const rows = explain({ kind: 'distance', view: 'transverse' }, context('en')).rows;
    expect(rows[0]?.value).toMatch(/^\d+\.\d+ mm$/);
    expect(rows[1]?.value).toMatch(/^\d+ px · scale unknown$/);
  });

  it('say what was measured of a feature in this case', () => {
    const values = (name: (typeof FEATURE_NAMES)[number]) =>
      explain({ kind: 'feature', name }, context('en')).rows.map((r) => r.value);
    expect(values('echogenicity')).toContain('25 grey levels');
    expect(values('shape')).toContain('2.5 mm × 2.0 mm, depth to breadth 0.80');
    expect(values('shape')).toContain('36 px × 28 px, depth to breadth 0.80');
    expect(values('age')).toContain('43');
    expect(values('report')).toContain('50%');
  });

  it('say of a part of the report which way it moves the estimate, how much, and what the estimate is without it', () => {
    const parts = [
      { start: 0, end: 10, share: 0.7, raises: true, without: 0.41 },
      { start: 37, end: 43, share: 0.3, raises: false, without: 0.88 },
    ];
    const asked = {
      ...context('en'),
      assessment: testAssessment({
        explained: { contributions: 'occlusion', reportTokens: true, reportParts: parts },
      }),
    };
    const rows = explain({ kind: 'reportPart', index: 1 }, asked).rows.map((r) => r.value);
    expect(rows.slice(0, 3)).toEqual(['Lowers the estimate', '30%', '88%']);
    const whole = explain({ kind: 'report' }, asked);
    expect(whole.paragraphs[0]).toContain('read in parts');
    expect(whole.rows.map((r) => [r.value, r.topic])).toEqual([
      ['70%', { kind: 'reportPart', index: 0 }],
      ['30%', { kind: 'reportPart', index: 1 }],
    ]);
  });

  it('have something to say when there is no assessment yet', () => {
    for (const topic of topics) {
      const answer = explain(topic, { ...context('en'), assessment: null });
      expect(JSON.stringify(answer), JSON.stringify(topic)).not.toMatch(/undefined|NaN/);
    }
  });
});
