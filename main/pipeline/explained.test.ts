import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Assessment } from '../../app/case/assessment.ts';
import { exampleCases, renderExample } from '../../app/examples/index.ts';
import { integrate } from '../../app/explanation/contributions.ts';
import { EXPLANATION_METHODS, type ExplanationMethod } from '../../app/explanation/faithfulness.ts';
import { type Neutral, START_NEUTRAL } from '../../app/explanation/neutral.ts';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import { createInference } from '../inference/client.ts';
import type { Inference } from '../inference/client.types.ts';
import { forkInference } from '../inference/fork.ts';
import { activePackFolder } from '../packs/installed.ts';
import { packsFolder } from '../shell/folders.ts';
import { assess } from './assess.ts';
import type { AssessInput } from './assessInput.ts';
import { explainReportAgain } from './explainReportAgain.ts';
import { sensitivityOf } from './sensitivity.ts';
import { viewsAsAssessed } from './viewsAsAssessed.ts';

/** Only explanations that passed their checks leave the pipeline; the network and the estimate are the shipped ones. */

let inference: Inference;
beforeAll(() => {
  inference = createInference({
    start: forkInference,
    packFolder: () => activePackFolder(packsFolder()),
    threads: () => 2,
  });
});
afterAll(() => inference.close());

const example = exampleCases()[2]!;
const input: AssessInput = {
  caseId: 'case',
  caseRevision: 1,
  facts: example.facts,
  // One view: half the time, and everything here is the same with two.
  views: renderExample(example)
    .slice(0, 1)
    .map(({ kind, frame }) => ({
      kind,
      imageId: kind,
      frame,
      spacingSource: 'phantom',
      colour: false,
      handNodule: null,
      handGland: null,
      chosenNodule: 0,
    })),
  settings: DEFAULT_SETTINGS,
};

/** The shipped pack, as if these methods had passed and the others had failed. */
function packWith(proven: readonly ExplanationMethod[], neutral: Neutral | null = START_NEUTRAL): Inference {
  return {
    ...inference,
    pack: async () => {
      const pack = await inference.pack();
      const networks = pack.manifest.networks.map((network) => {
        if (network.role !== 'fusion') return network;
        const { neutral: _shipped, ...parameters } = network.parameters;
        return {
          ...network,
          parameters: neutral ? { ...parameters, neutral } : parameters,
          faithfulness: {
            of: network.sha256,
            on: 'this test',
            command: 'none',
            checks: EXPLANATION_METHODS.map((method) => ({
              method,
              check: 'noise' as const,
              value: 0.9,
              interval: null,
              baseline: null,
              cases: 1,
              passed: proven.includes(method),
            })),
          },
        };
      });
      return { ...pack, manifest: { ...pack.manifest, networks } };
    },
  };
}

describe('of the explanations', () => {
  let all: Assessment;
  test('all are made where all have passed: occlusion first, adding up to the risk', async () => {
    all = await assess(input, { inference: packWith(EXPLANATION_METHODS), withReportParts: true });
    expect(all.explained).toMatchObject({ contributions: 'occlusion', reportTokens: true });
    const parts = all.explained!.reportParts!;
    expect(parts.map((part) => input.facts.report.slice(part.start, part.end))).toEqual([
      'Right lower pole: 11 x 12 x 12 mm hypoechoic solid nodule with lobulated margin and several punctate echogenic foci',
      '2 mm from the lateral capsule',
      'TI-RADS 5',
    ]);
    expect(parts.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1, 9);
    expect(new Set(parts.map((part) => part.without)).size).toBeGreaterThan(1);
    expect(integrate(all.features)).toBeCloseTo(all.risk!.probability, 9);
    expect(all.features.every((f) => f.without !== undefined && f.rollout !== undefined)).toBe(true);
    expect(all.views[0]!.cam!.margin).not.toBeNull();
  });

  test('what the parts of the report do can be asked later instead, and is then the same', async () => {
    const later = await assess(input, { inference: packWith(EXPLANATION_METHODS) });
    expect(later.explained).toEqual({ contributions: 'occlusion', reportTokens: true, partsOnRequest: true });
    expect(later.risk).toEqual(all.risk);
    const asked = await explainReportAgain(
      viewsAsAssessed(input.views, later),
      input,
      packWith(EXPLANATION_METHODS),
      new AbortController().signal,
    );
    expect(asked.probability).toBeCloseTo(later.risk!.probability, 6);
    expect(asked.parts).toHaveLength(3);
    for (const [i, part] of asked.parts.entries()) {
      const before = all.explained!.reportParts![i]!;
      expect(part).toMatchObject({ start: before.start, end: before.end, raises: before.raises });
      expect(part.without).toBeCloseTo(before.without, 5);
      expect(part.share).toBeCloseTo(before.share, 5);
    }
  });

  test('none is made where none has passed, and the estimate is the same', async () => {
    const none = await assess(input, { inference: packWith([]) });
    expect(none.risk).toEqual(all.risk);
    expect(none.features).toEqual([]);
    expect(none.explained).toEqual({ contributions: null, reportTokens: false });
    expect(none.tokens.every((token) => token.weight === 0)).toBe(true);
    expect(none.views.map((view) => view.cam)).toEqual(
      none.views.map(() => ({ location: null, texture: null, margin: null })),
    );
  });

  test('each is left out by itself: one map failed, occlusion failed, or the pack does not say what is typical', async () => {
    const some = await assess(input, { inference: packWith(['rollout', 'camTexture']) });
    expect(some.explained).toEqual({ contributions: 'rollout', reportTokens: false });
    expect(some.features.every((f) => f.without === undefined)).toBe(true);
    expect(some.views[0]!.cam).toMatchObject({ location: null, margin: null });
    expect(some.views[0]!.cam!.texture).not.toBeNull();
    const untypical = await assess(input, { inference: packWith(['occlusion'], null) });
    expect(untypical.explained?.contributions).toBeNull();
  });
});

describe('what would change the estimate', () => {
  test('is asked of the very case that was assessed, and a change it names really changes the stage', async () => {
    const assessment = await assess(input, { inference: packWith([]) });
    const views = viewsAsAssessed(input.views, assessment);
    let asked = 0;
    const found = await sensitivityOf(views, input, {
      inference,
      signal: new AbortController().signal,
      onAsked: () => asked++,
    });
    expect(found.now.probability).toBeCloseTo(assessment.risk!.probability, 6);
    expect(found.now.stage).toBe(assessment.risk!.stage);
    expect(found.rows.map((row) => row.input)).toEqual(['distance', 'size', 'echogenicity', 'age']);
    expect(asked).toBeLessThan(110);
    for (const row of found.rows) {
      expect(row.range![0]).toBeLessThanOrEqual(row.current!);
      expect(row.range![1]).toBeGreaterThanOrEqual(row.current!);
      for (const crossing of [row.below, row.above]) {
        if (!crossing) continue;
        expect(crossing.stage).not.toBe(found.now.stage);
        expect(crossing.interval[0]).toBeLessThanOrEqual(crossing.probability);
        expect(crossing.interval[1]).toBeGreaterThanOrEqual(crossing.probability);
      }
    }
    const age = found.rows.find((row) => row.input === 'age')!;
    const crossing = age.below ?? age.above;
    if (crossing) {
      const older = { ...input, facts: { ...input.facts, ageYears: crossing.value } };
      const again = await assess(older, { inference: packWith([]) });
      expect(again.risk!.stage).toBe(crossing.stage);
      expect(again.risk!.probability).toBeCloseTo(crossing.probability, 5);
    }
  }, 300_000);

  test('can be stopped', async () => {
    const assessment = await assess(input, { inference: packWith([]) });
    const abort = new AbortController();
    const running = sensitivityOf(viewsAsAssessed(input.views, assessment), input, {
      inference,
      signal: abort.signal,
      onAsked: () => abort.abort(),
    });
    await expect(running).rejects.toThrow(/abort/i);
  });
});
