import type { Finding, FindingCode } from '../../app/case/assessment.ts';
import { ADULT_FROM_YEARS, type CaseFacts, type ViewKind } from '../../app/case/patientCase.ts';
import { QUALITY_LIMITS } from '../../app/image/quality.ts';
import type { TokenisedReport } from '../../app/report/tokenise.ts';
import { looksLikeView } from '../../app/segmentation/viewShape.ts';
import type { AssessInput } from './assessInput.ts';
import type { LocatedView } from './locateView.ts';
import type { PreparedView } from './prepareView.ts';
import type { SegmentedView } from './segmentView.ts';

/** The two views' distances to the capsule may differ by this much before the person is told, mm. */
const VIEWS_DIFFER_MM = 5;
/** Above this share of words the encoder does not know, the report carries little. */
const NOT_UNDERSTOOD_LIMIT = 0.4;

export function finding(
  code: FindingCode,
  severity: Finding['severity'],
  view: ViewKind | null = null,
  values: Finding['values'] = {},
): Finding {
  return { code, severity, view, values };
}

/** What is known to be missing or doubtful before any network runs. */
export function inputFindings(input: AssessInput, report: TokenisedReport): Finding[] {
  const found: Finding[] = [];
  const kinds = new Set(input.views.map((view) => view.kind));
  for (const kind of ['transverse', 'longitudinal'] as const) {
    if (!kinds.has(kind)) found.push(finding('viewMissing', 'warning', kind));
  }
  for (const view of input.views) {
    if (view.frame.spacingMmPerPx === null) found.push(finding('scaleMissing', 'warning', view.kind));
    if (view.colour) found.push(finding('colour', 'warning', view.kind));
  }
  if (isChild(input.facts)) found.push(finding('child', 'withholds', null, { years: ADULT_FROM_YEARS }));
  if (input.facts.ageYears === null) found.push(finding('ageMissing', 'warning'));
  if (input.facts.sex === null) found.push(finding('sexMissing', 'warning'));
  if (input.facts.side === null) found.push(finding('sideMissing', 'note'));
  if (report.tokens.length === 0) found.push(finding('reportMissing', 'warning'));
  else {
    if (report.cutAfter !== null)
      found.push(finding('reportCut', 'note', null, { tokens: report.tokens.length }));
    if (report.notUnderstoodShare > NOT_UNDERSTOOD_LIMIT) {
      found.push(
        finding('reportNotUnderstood', 'warning', null, {
          percent: Math.round(report.notUnderstoodShare * 100),
        }),
      );
    }
  }
  return found;
}

/** What a frame's own pixels say about its fitness. */
export function qualityFindings({ view, quality }: PreparedView): Finding[] {
  const found: Finding[] = [];
  if (quality.calipers.length >= QUALITY_LIMITS.calipers) {
    found.push(finding('calipers', 'warning', view.kind, { count: quality.calipers.length }));
  }
  if (quality.detail < QUALITY_LIMITS.detail) found.push(finding('blur', 'warning', view.kind));
  if (quality.contrast < QUALITY_LIMITS.contrast) found.push(finding('lowContrast', 'warning', view.kind));
  return found;
}

/** What segmentation did or did not find. */
export function segmentationFindings(segmented: SegmentedView): Finding[] {
  const kind = segmented.prepared.view.kind;
  const found: Finding[] = [];
  if (segmented.untypical) found.push(finding('notThyroid', 'warning', kind));
  if (!segmented.nodule) found.push(finding('noNodule', 'warning', kind));
  if (!segmented.gland) found.push(finding('noGland', 'warning', kind));
  const looks = segmented.gland && !isUnfit(segmented) ? looksLikeView(segmented.gland) : null;
  if (looks && looks !== kind) found.push(finding('viewDoubtful', 'warning', kind, { looks }));
  const used = segmented.noduleByHand ? undefined : segmented.nodules[segmented.chosen];
  if (used && used.score < segmented.certainScore) {
    found.push(finding('weakNodule', 'warning', kind, { percent: Math.round(used.score * 100) }));
  }
  if (segmented.nodules.length > 1 && !segmented.noduleByHand) {
    found.push(finding('severalNodules', 'warning', kind, { count: segmented.nodules.length }));
  }
  return found;
}

/** The two outlines of a view contradict each other: its distance is not used. */
export function contradictionFinding(view: LocatedView | null): Finding[] {
  if (!view?.contradicts) return [];
  const percent = Math.round(view.transform.outsideShare * 100);
  return [finding('noduleOutsideGland', 'warning', view.segmented.prepared.view.kind, { percent })];
}

/** What the location of the nodule calls out, over all located views. */
export function locationFindings(located: readonly LocatedView[], nearCapsuleMm: number): Finding[] {
  const found: Finding[] = [];
  for (const view of located) {
    const kind = view.segmented.prepared.view.kind;
    if (view.distanceMm !== null && view.distanceMm < nearCapsuleMm) {
      found.push(
        finding('nearCapsule', 'warning', kind, {
          distanceMm: Number(view.distanceMm.toFixed(1)),
          limitMm: nearCapsuleMm,
        }),
      );
    }
  }
  const distances = located.map((view) => view.distanceMm).filter((d): d is number => d !== null);
  if (distances.length === 2 && Math.abs(distances[0]! - distances[1]!) > VIEWS_DIFFER_MM) {
    found.push(
      finding('viewsDisagree', 'note', null, {
        first: Number(distances[0]!.toFixed(1)),
        second: Number(distances[1]!.toFixed(1)),
      }),
    );
  }
  return found;
}

/** A patient for whom nothing is estimated, whatever the pictures show. */
export function isChild({ ageYears }: Pick<CaseFacts, 'ageYears'>): boolean {
  return ageYears !== null && ageYears < ADULT_FROM_YEARS;
}

/** A view whose picture the networks cannot judge: not a thyroid frame, or colour Doppler over the tissue. */
export function isUnfit({ untypical, prepared }: SegmentedView): boolean {
  return untypical || prepared.view.colour;
}

/**
 * When no view shows a nodule in a gland, location (about half of the estimate in the paper) is unknown
 * and the estimate is withheld: the reasons already found are raised to "withholds". So it is when no view is fit.
 */
export function withholding(findings: readonly Finding[]): Finding[] {
  const reasons: readonly FindingCode[] = [
    'noNodule',
    'noGland',
    'noduleOutsideGland',
    'notThyroid',
    'colour',
  ];
  return findings.map((f) => (reasons.includes(f.code) ? { ...f, severity: 'withholds' as const } : f));
}
