import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assessmentSchema } from '../../app/case/assessment.ts';
import { exampleCases, renderExample } from '../../app/examples/index.ts';
import { integrate } from '../../app/explanation/contributions.ts';
import type { GreyFrame } from '../../app/image/greyFrame.ts';
import { noise, photographLike, upsideDown } from '../../app/image/testing/untypicalPictures.ts';
import { allLackings } from '../../app/risk/lacking.ts';
import { decodeMask, maskArea } from '../../app/segmentation/mask.ts';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import { createInference } from '../inference/client.ts';
import type { Inference } from '../inference/client.types.ts';
import { forkInference } from '../inference/fork.ts';
import { activePackFolder } from '../packs/installed.ts';
import { packsFolder } from '../shell/folders.ts';
import { assess } from './assess.ts';
import type { AssessInput, PartialView, ViewInput } from './assessInput.ts';
import { calibrationOf } from './calibrationOf.ts';
import { fusionCase } from './fusionCase.ts';

/** The whole pipeline on phantom pictures, through the real inference process and the shipped pack. */

let inference: Inference;
beforeAll(() => {
  inference = createInference({
    start: forkInference,
    packFolder: () => activePackFolder(packsFolder()),
    threads: () => 2,
  });
});
afterAll(() => inference.close());

function viewOf(kind: 'transverse' | 'longitudinal', frame: GreyFrame): ViewInput {
  return {
    kind,
    imageId: kind,
    frame,
    spacingSource: frame.spacingMmPerPx === null ? null : 'phantom',
    colour: false,
    handNodule: null,
    handGland: null,
    chosenNodule: 0,
  };
}

const example = exampleCases()[2];
const rendered = renderExample(example!);
const input: AssessInput = {
  caseId: 'case',
  caseRevision: 3,
  facts: example!.facts,
  views: rendered.map((view) => viewOf(view.kind, view.frame)),
  settings: DEFAULT_SETTINGS,
};
const blank: GreyFrame = { width: 320, height: 240, pixels: new Uint8Array(320 * 240), spacingMmPerPx: 0.1 };

describe('an assessment of a two-view case', () => {
  test('it has everything a screen shows, and contributions × responses are the displayed risk', async () => {
    const partials: PartialView[] = [];
    const steps: string[] = [];
    const assessment = await assess(input, {
      inference,
      onStep: (step) => steps.push(step),
      onPartial: (partial) => partials.push(partial),
    });
    expect(assessmentSchema.parse(assessment)).toEqual(assessment);
    expect(steps).toEqual(['image', 'segmentation', 'location', 'morphology', 'report', 'fusion']);
    expect(partials.map((p) => p.kind)).toEqual(['transverse', 'longitudinal']);
    expect(integrate(assessment.features)).toBeCloseTo(assessment.risk!.probability, 9);
    expect(assessment.features.reduce((sum, f) => sum + f.contribution, 0)).toBeCloseTo(1, 9);
    // What parts of the report do is asked when somebody opens the result, and only where it passed its checks.
    expect(assessment.explained!.reportParts).toBeUndefined();
    expect(assessment.explained!.partsOnRequest ?? false).toBe(assessment.explained!.reportTokens);
    const [low, high] = assessment.risk!.interval;
    expect(low).toBeLessThanOrEqual(assessment.risk!.probability);
    expect(high).toBeGreaterThanOrEqual(assessment.risk!.probability);
    expect(assessment.findings.map((f) => f.code)).not.toContain('viewDoubtful');
    expect(assessment.simulatedLabels).toBe(true);
    expect(assessment.models.map((m) => m.sha256).every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });

  test('the same case gives the same estimate', async () => {
    const first = await assess(input, { inference });
    const second = await assess(input, { inference });
    expect(second.risk).toEqual(first.risk);
    expect(second.features).toEqual(first.features);
    expect(second.views).toEqual(first.views);
  });

  test('the nodule that was drawn by hand is the one that is assessed', async () => {
    const view = input.views[0]!;
    const { nodules, gland } = rendered[0]!.truth;
    const nodule = nodules[0]!;
    const drawn = { ...view, handNodule: nodule, handGland: gland };
    const assessment = await assess({ ...input, views: [drawn] }, { inference });
    const result = assessment.views[0]!;
    expect(result.noduleByHand && result.glandByHand).toBe(true);
    expect(maskArea(decodeMask(result.nodule!))).toBe(maskArea(nodule));
    expect(assessment.findings.map((f) => f.code)).toContain('viewMissing');
  });

  test('without a scale no millimetre is stated, and the person is told', async () => {
    const views = input.views.map((v) => ({
      ...v,
      frame: { ...v.frame, spacingMmPerPx: null },
      spacingSource: null,
    }));
    const assessment = await assess({ ...input, views }, { inference });
    expect(assessment.location.distanceToCapsuleMm).toBeNull();
    expect(assessment.location.distanceToCapsuleShare).not.toBeNull();
    expect(
      assessment.views.every((v) => v.capsuleLine!.distanceMm === null && v.shape!.lengthMm === null),
    ).toBe(true);
    expect(assessment.findings.filter((f) => f.code === 'scaleMissing')).toHaveLength(2);
    expect(assessment.risk!.lacking!.what).toEqual(['scale']);
  });

  test('what is missing is named: report, age, sex, side', async () => {
    const facts = { ageYears: null, sex: null, side: null, pole: null, report: '' };
    const assessment = await assess({ ...input, facts }, { inference });
    const codes = assessment.findings.map((f) => f.code);
    for (const code of ['reportMissing', 'ageMissing', 'sexMissing', 'sideMissing'])
      expect(codes).toContain(code);
    expect(assessment.risk!.lacking!.what).toEqual(['report', 'sex']);
    expect(assessment.features.find((f) => f.name === 'report')!.contribution).toBe(0);
  });

  test('a complete case lacks nothing; the shipped pack is calibrated for whatever a case may lack', async () => {
    const complete = await assess(input, { inference });
    expect(complete.risk!.lacking).toEqual({ what: [], calibrated: true, auc: null });
    const pack = await inference.pack();
    for (const lacking of allLackings()) {
      const { ofSuchCases, auc } = calibrationOf(pack, lacking);
      expect(ofSuchCases, lacking.join()).toBe(true);
      expect(auc).toBeGreaterThan(0.5);
    }
  });

  test('a long report is cut and the person is told; emoji and 20,000 characters pass', async () => {
    const report = `Left upper pole nodule. ${'heterogeneous echotexture '.repeat(800)}😀`.slice(0, 20_000);
    const assessment = await assess({ ...input, facts: { ...input.facts, report } }, { inference });
    expect(assessment.tokens).toHaveLength(50);
    expect(assessment.findings.map((f) => f.code)).toContain('reportCut');
    const emoji = await assess(
      { ...input, facts: { ...input.facts, report: '😀😀😀😀😀😀' } },
      { inference },
    );
    expect(emoji.findings.map((f) => f.code)).toContain('reportNotUnderstood');
  });
});

describe('an estimate is withheld rather than guessed', () => {
  test('on a black frame: no nodule, no gland, no risk', async () => {
    const assessment = await assess({ ...input, views: [viewOf('transverse', blank)] }, { inference });
    expect(assessment.risk).toBeNull();
    expect(assessment.features).toEqual([]);
    expect(assessment.findings.filter((f) => f.severity === 'withholds').map((f) => f.code)).toEqual(
      expect.arrayContaining(['noNodule', 'noGland']),
    );
  });

  test.each([
    ['noise', () => noise(1)],
    ['a photograph-like picture', () => photographLike(3)],
    ['a frame turned upside down', () => upsideDown(rendered[0]!.frame)],
  ])(
    'on %s, whatever outlines are drawn on it, since it is no thyroid frame the right way up',
    async (_name, picture) => {
      const frame = picture();
      const drawn = { width: frame.width, height: frame.height, data: new Uint8Array(frame.pixels.length) };
      for (let i = 0; i < drawn.data.length; i += 1) {
        const x = i % frame.width;
        const y = Math.floor(i / frame.width);
        if (x > 100 && x < 200 && y > 100 && y < 200) drawn.data[i] = 1;
      }
      const view = { ...viewOf('transverse', frame), handGland: drawn, handNodule: drawn };
      const assessment = await assess({ ...input, views: [view] }, { inference });
      expect(assessment.risk).toBeNull();
      expect(assessment.location.distanceToCapsuleMm).toBeNull();
      expect(assessment.findings.filter((f) => f.severity === 'withholds').map((f) => f.code)).toContain(
        'notThyroid',
      );
    },
  );

  test('for a child, whatever the pictures show', async () => {
    const facts = { ...input.facts, ageYears: 17 };
    const assessment = await assess({ ...input, facts }, { inference });
    expect(assessment.risk).toBeNull();
    expect(assessment.features).toEqual([]);
    expect(assessment.findings.filter((f) => f.severity === 'withholds').map((f) => f.code)).toEqual([
      'child',
    ]);
    expect(assessment.location.distanceToCapsuleMm).not.toBeNull();
    expect(await fusionCase({ ...input, facts }, inference)).toBeNull();
  });

  test('on a Doppler picture', async () => {
    const view = { ...input.views[0]!, colour: true };
    const assessment = await assess({ ...input, views: [view] }, { inference });
    expect(assessment.risk).toBeNull();
    expect(assessment.findings.filter((f) => f.severity === 'withholds').map((f) => f.code)).toEqual([
      'colour',
    ]);
  });

  test('but one good view beside an empty one still carries an estimate, with the empty view named', async () => {
    const views = [input.views[0]!, viewOf('longitudinal', blank)];
    const assessment = await assess({ ...input, views }, { inference });
    expect(assessment.risk).not.toBeNull();
    const named = assessment.findings.filter((f) => f.code === 'noNodule' || f.code === 'noGland');
    expect(named.length).toBeGreaterThan(0);
    expect(named.every((f) => f.view === 'longitudinal' && f.severity === 'warning')).toBe(true);
  });
});

test('views named the wrong way round are both questioned; nothing is withheld for it', async () => {
  const [transverse, longitudinal] = rendered.map((view) => view.frame);
  const views = [viewOf('transverse', longitudinal!), viewOf('longitudinal', transverse!)];
  const { findings } = await assess({ ...input, views }, { inference });
  expect(findings.filter((f) => f.code === 'viewDoubtful')).toMatchObject([
    { view: 'transverse', severity: 'warning', values: { looks: 'longitudinal' } },
    { view: 'longitudinal', severity: 'warning', values: { looks: 'transverse' } },
  ]);
});

describe('an assessment can be stopped and refused', () => {
  test('cancelling ends it at once and the next one works', async () => {
    const abort = new AbortController();
    const running = assess(input, { inference, signal: abort.signal, onPartial: () => abort.abort() });
    await expect(running).rejects.toThrow();
    expect((await assess(input, { inference })).risk).not.toBeNull();
  });

  test('a mask of another size is refused by name', async () => {
    const wrong = { width: 5, height: 5, data: new Uint8Array(25).fill(1) };
    const views = [{ ...input.views[0]!, handNodule: wrong }];
    await expect(assess({ ...input, views }, { inference })).rejects.toThrow('assessment.badFrame');
  });
});
