import { randomUUID } from 'node:crypto';
import type { Assessment, AssessmentStep, Finding } from '../../app/case/assessment.ts';
import { FailureError } from '../../app/failure.ts';
import { packLabel } from '../../app/pack/manifest.ts';
import { locationRisk } from '../../atlas/riskField/locationRisk.ts';
import { builtInInUse } from '../field/builtInField.ts';
import { askOpinions } from '../opinions/askOpinions.ts';
import { assessedView } from './assessedView.ts';
import type { AssessControl, AssessInput } from './assessInput.ts';
import {
  contradictionFinding,
  finding,
  inputFindings,
  isChild,
  isUnfit,
  locationFindings,
  qualityFindings,
  segmentationFindings,
  withholding,
} from './findings.ts';
import { fuse } from './fuse.ts';
import { describeView, type LocatedView, locateView, type Morphology } from './locateView.ts';
import { networkOf } from './networkOf.ts';
import { placeViews } from './placeViews.ts';
import { prepareView } from './prepareView.ts';
import { readReport } from './readReport.ts';
import { type SegmentedView, segmentView } from './segmentView.ts';

/** A view that can carry an estimate: nodule, gland and form are known. */
export type DescribedView = { readonly located: LocatedView; readonly morphology: Morphology };

/**
 * One case through the whole pipeline: image → segmentation → location → morphology → report → fusion.
 *
 * What is missing or doubtful becomes a finding. When no view shows a nodule in a gland the estimate is
 * withheld (`risk` null) with the reasons among the findings; everything that was found is still returned.
 *
 * @throws FailureError when a file of the pack is missing or altered, the inference process dies twice, or a
 *   hand-drawn mask does not fit its frame; the signal's reason when aborted
 */
export async function assess(input: AssessInput, control: AssessControl): Promise<Assessment> {
  const { inference, signal } = control;
  const timingsMs = {} as Record<AssessmentStep, number>;
  const timed = async <T>(step: AssessmentStep, work: () => T | Promise<T>): Promise<T> => {
    signal?.throwIfAborted();
    const start = performance.now();
    const result = await work();
    timingsMs[step] = performance.now() - start;
    control.onStep?.(step, timingsMs[step]);
    return result;
  };
  const restartsBefore = inference.restarts();
  checkMasks(input);
  const pack = await inference.pack();

  const prepared = await timed('image', () => input.views.map(prepareView));
  const segmented = await timed('segmentation', async () => {
    const views: SegmentedView[] = [];
    for (const view of prepared) {
      const result = await segmentView(view, pack.manifest, inference, signal);
      control.onPartial?.({ kind: view.view.kind, nodule: result.nodule, gland: result.gland });
      views.push(result);
    }
    return views;
  });
  const located = await timed('location', () => segmented.map(locateView));
  const placed = located.map((view) =>
    view?.contradicts || (view && isUnfit(view.segmented)) ? null : view,
  );
  // arithmetic of this process, while the networks run in theirs
  const placing = placeViews(segmented, placed, input.facts, signal);
  placing.catch(() => {});
  const described = await timed('morphology', () =>
    placed.flatMap((view): DescribedView[] => {
      const morphology = view && describeView(view);
      return view && morphology ? [{ located: view, morphology }] : [];
    }),
  );
  const report = await timed('report', () => readReport(input.facts.report, pack, inference, signal));
  const { fused, asked } = await timed('fusion', async () => ({
    fused:
      described.length === 0 || isChild(input.facts)
        ? null
        : await fuse(described, report, input, pack, control),
    asked: await askOpinions(
      {
        facts: input.facts,
        views: segmented.filter((view) => !isUnfit(view)),
        cytology: input.cytology ?? [],
        prevalence: input.settings.prevalence,
      },
      control.opinionPacks?.() ?? [],
      inference,
      signal,
    ),
  }));

  const views = segmented.map((view, i) =>
    assessedView(
      view,
      placed[i]!,
      described.find((d) => d.located === placed[i])?.morphology ?? null,
      fused?.cams.get(view) ?? null,
    ),
  );
  const placement = await placing;
  const { field, used } = (control.field ?? builtInInUse)();
  const findings: Finding[] = [
    ...inputFindings(input, report.tokenised),
    ...prepared.flatMap(qualityFindings),
    ...segmented.flatMap(segmentationFindings),
    ...located.flatMap((view) => (view && isUnfit(view.segmented) ? [] : contradictionFinding(view))),
    ...locationFindings(
      placed.filter((view) => view !== null),
      input.settings.nearCapsuleMm,
    ),
    ...asked.findings,
  ];
  const restarts = inference.restarts() - restartsBefore;
  if (restarts > 0) findings.push(finding('inferenceRestarted', 'note', null, { times: restarts }));

  return {
    id: randomUUID(),
    caseId: input.caseId,
    caseRevision: input.caseRevision,
    createdAt: new Date().toISOString(),
    packVersion: packLabel(pack.manifest),
    facts: {
      ageYears: input.facts.ageYears,
      sex: input.facts.sex,
      side: input.facts.side,
      pole: input.facts.pole,
      report: input.facts.report,
    },
    settings: {
      prevalence: input.settings.prevalence,
      positiveCutoff: input.settings.positiveCutoff,
    },
    risk: fused?.risk ?? null,
    features: fused?.features ?? [],
    explained: fused?.explained,
    location: {
      ...nearest(placed.filter((view) => view !== null)),
      side: input.facts.side ?? placement?.side ?? null,
      pole: input.facts.pole ?? placement?.pole ?? null,
      atlasRisk: placement && locationRisk(placement, field),
      place: placement?.place ?? null,
      placement,
      field: placement && used,
    },
    views,
    tokens: report.tokenised.tokens.map((token) => ({ ...token, weight: 0 })),
    findings: described.length > 0 ? findings : withholding(findings),
    models: pack.manifest.networks.map(({ name, version, sha256 }) => ({ name, version, sha256 })),
    simulatedLabels: networkOf(pack.manifest, 'fusion').simulatedLabels,
    opinions: asked.opinions,
    timingsMs,
  };
}

/** The smaller distance of the views counts: a nodule is as near to the capsule as any section shows. */
function nearest(placed: readonly LocatedView[]) {
  const mm = placed.flatMap((view) => (view.distanceMm === null ? [] : [view.distanceMm]));
  const shares = placed.map((view) => view.transform.minDistancePx / view.transform.maxDistancePx);
  return {
    distanceToCapsuleMm: mm.length > 0 ? Math.min(...mm) : null,
    distanceToCapsuleShare: shares.length > 0 ? Math.min(...shares) : null,
  };
}

function checkMasks(input: AssessInput): void {
  for (const { kind, frame, handNodule, handGland } of input.views) {
    for (const mask of [handNodule, handGland]) {
      if (mask && (mask.width !== frame.width || mask.height !== frame.height)) {
        throw new FailureError('assessment.badFrame', { file: kind });
      }
    }
  }
}
