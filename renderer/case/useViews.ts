import { useMemo, useRef } from 'react';
import type { Assessment } from '../../app/case/assessment.ts';
import type { CaseView, ViewKind } from '../../app/case/patientCase.ts';
import { assessedAsShown, type PartialView, type ShownView, shownView } from './frame/shownView.ts';

/** Outlines are decoded once per change of what they come from, not at every render or reload of the case. */
function signature(view: CaseView, assessment: Assessment | null, partial: PartialView | undefined): string {
  const { handNodule, handGland, ...rest } = view;
  return JSON.stringify([
    rest,
    handNodule?.runs,
    handGland?.runs,
    assessment?.id,
    partial?.nodule?.runs,
    partial?.gland?.runs,
  ]);
}

/** The views of a case as it stands, transverse first; or, reading an earlier assessment, as that one saw them. */
export function useViews(
  views: readonly CaseView[],
  assessment: Assessment | null,
  partial: Partial<Record<ViewKind, PartialView>>,
  asAssessed: boolean,
): readonly ShownView[] {
  const kept = useRef(new Map<ViewKind, { signature: string; shown: ShownView }>());
  return useMemo(() => {
    if (asAssessed) return (assessment?.views ?? []).map(assessedAsShown);
    return views.map((view) => {
      // By picture, not by kind: the kind may have been put right since.
      const assessed = assessment?.views.find((v) => v.imageId === view.imageId) ?? null;
      const key = signature(view, assessment, partial[view.kind]);
      const before = kept.current.get(view.kind);
      if (before?.signature === key) return before.shown;
      const shown = shownView(view, assessed, partial[view.kind] ?? null);
      kept.current.set(view.kind, { signature: key, shown });
      return shown;
    });
  }, [views, assessment, partial, asAssessed]);
}
