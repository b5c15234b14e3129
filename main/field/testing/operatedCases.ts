import type { AssessedView, Assessment } from '../../../app/case/assessment.ts';
import { type MaskCase, maskCase } from '../../../app/phantom/maskViews.ts';
import { encodeMask } from '../../../app/segmentation/mask.ts';
import { placementOf } from '../../../atlas/placementOf.ts';
import { createCase } from '../../store/createCase.ts';
import { saveAssessment } from '../../store/index.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import type { Store } from '../../store/store.ts';
import { makeAssessment, makeCase } from '../../store/testing/fixtures.ts';

/** Phantoms' outlines, by seed; each seed that gives a case. */
export function maskCases(count: number, from = 1): MaskCase[] {
  const cases: MaskCase[] = [];
  for (let seed = from; cases.length < count; seed++) {
    const one = maskCase(seed);
    if (one) cases.push(one);
  }
  return cases;
}

/** An assessment whose outlines are a phantom's. */
export function assessmentOf(caseId: string, one: MaskCase): Assessment {
  const views = one.views.map(
    (view): AssessedView => ({
      kind: view.kind,
      imageId: view.kind,
      width: view.gland.width,
      height: view.gland.height,
      spacingMmPerPx: view.spacingMmPerPx,
      spacingSource: 'phantom',
      nodules: [],
      nodule: encodeMask(view.nodule),
      noduleByHand: false,
      gland: encodeMask(view.gland),
      glandByHand: false,
      centralPoint: null,
      maxDistancePx: null,
      capsuleLine: null,
      maxPhi: null,
      shape: null,
      echogenicity: null,
      cam: null,
    }),
  );
  const { side, pole } = one.place;
  const base = makeAssessment(caseId, 0.5);
  const facts = { ...base.facts, side, pole: null };
  return {
    ...base,
    facts,
    views,
    location: {
      ...base.location,
      distanceToCapsuleMm: Math.min(...one.views.map((view) => view.distanceMm)),
      side,
      pole,
      place: placementOf({ views, facts })?.place ?? null,
    },
  };
}

/**
 * Puts phantoms into a store as operated cases. Those of an upper pole have metastasis; of the others one in four.
 *
 * @returns the cases' ids
 */
export function addOperated(store: Store, cases: readonly MaskCase[], simulated = false): string[] {
  return cases.map((one, i) => {
    const { side, pole } = one.place;
    const made = createCase(store, { ...makeCase({ label: `Case ${i + 1}`, side, pole }), simulated });
    saveAssessment(store, assessmentOf(made.id, one));
    recordOutcome(store, {
      caseId: made.id,
      lateralMetastasis: pole === 'upper' || i % 4 === 0,
      basis: 'histology',
    });
    return made.id;
  });
}
