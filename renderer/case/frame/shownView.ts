import type { AssessedView, DetectedNodule } from '../../../app/case/assessment.ts';
import type { CaseView, SpacingSource, ViewKind } from '../../../app/case/patientCase.ts';
import type { Point } from '../../../app/image/greyFrame.ts';
import { glandWithNodule } from '../../../app/segmentation/glandWithNodule.ts';
import { decodeMask, type Mask, type MaskRuns } from '../../../app/segmentation/mask.ts';
import { capsuleDistance, type LocalCpdt } from './capsuleDistance.ts';

/** The line from nodule to capsule as drawn; its length in mm follows from the scale shown beside it. */
export type ShownLine = {
  readonly nodulePoint: Point;
  readonly capsulePoint: Point;
  readonly distancePx: number;
};

/** A detected nodule that is not the one meant. */
export type OtherNodule = {
  readonly rank: number;
  readonly score: number;
  readonly box: DetectedNodule['box'];
  readonly mask: Mask;
};

/** One view of a case as the screen shows it: what the person set by hand goes before what was assessed. */
export type ShownView = {
  readonly kind: ViewKind;
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
  readonly spacingMmPerPx: number | null;
  readonly spacingSource: SpacingSource | null;
  readonly nodule: Mask | null;
  readonly noduleByHand: boolean;
  readonly gland: Mask | null;
  readonly glandByHand: boolean;
  /** The detections of the model, best first; `chosen` is the rank meant. */
  readonly detected: readonly DetectedNodule[];
  readonly chosen: number;
  /** The detections not chosen, each with its rank from 0. */
  readonly others: readonly OtherNodule[];
  readonly line: ShownLine | null;
  readonly centralPoint: Point | null;
  readonly maxDistancePx: number | null;
  /** True when masks differ from those assessed: distances are then computed here and the estimate is older. */
  readonly changed: boolean;
  /** Outlines of an assessment under way: more is to come. */
  readonly arriving: boolean;
  readonly assessed: AssessedView | null;
  /** The masks the model made; null where they are not at hand (none found, or replaced before the assessment). */
  readonly modelNodule: Mask | null;
  readonly modelGland: Mask | null;
};

/** What has arrived of a running assessment. */
export type PartialView = { readonly nodule: MaskRuns | null; readonly gland: MaskRuns | null };

function sameRuns(a: MaskRuns | null, b: MaskRuns | null): boolean {
  if (!a || !b) return a === b;
  return (
    a.width === b.width && a.runs.length === b.runs.length && a.runs.every((run, i) => run === b.runs[i])
  );
}

/** A view of the case as it stands now. */
export function shownView(
  view: CaseView,
  assessed: AssessedView | null,
  partial: PartialView | null = null,
): ShownView {
  const detected = assessed?.nodules ?? [];
  const ofModel =
    detected[view.chosenNodule]?.mask ?? (assessed?.noduleByHand ? null : (assessed?.nodule ?? null));
  const nodule = view.handNodule ?? partial?.nodule ?? ofModel;
  const gland = view.handGland ?? partial?.gland ?? assessed?.gland ?? null;
  const changed = !assessed || !sameRuns(nodule, assessed.nodule) || !sameRuns(gland, assessed.gland);
  return assemble(
    {
      kind: view.kind,
      imageId: view.imageId,
      width: view.width,
      height: view.height,
      spacingMmPerPx: view.spacingMmPerPx,
      spacingSource: view.spacingSource,
      noduleByHand: view.handNodule !== null,
      glandByHand: view.handGland !== null,
      detected,
      chosen: view.chosenNodule,
      changed,
      arriving: partial !== null,
      assessed,
    },
    nodule,
    gland,
  );
}

/** A view exactly as an assessment saw it (history, compare). */
export function assessedAsShown(assessed: AssessedView): ShownView {
  const chosen = assessed.noduleByHand
    ? -1
    : Math.max(
        assessed.nodules.findIndex((n) => sameRuns(n.mask, assessed.nodule)),
        0,
      );
  return assemble(
    {
      kind: assessed.kind,
      imageId: assessed.imageId,
      width: assessed.width,
      height: assessed.height,
      spacingMmPerPx: assessed.spacingMmPerPx,
      spacingSource: assessed.spacingSource,
      noduleByHand: assessed.noduleByHand,
      glandByHand: assessed.glandByHand,
      detected: assessed.nodules,
      chosen,
      changed: false,
      arriving: false,
      assessed,
    },
    assessed.nodule,
    assessed.gland,
  );
}

/** Distances as the pipeline measures them: a gland not drawn by hand takes in the nodule's part of it. */
export function locate(gland: Mask, nodule: Mask, glandByHand: boolean): LocalCpdt | null {
  return capsuleDistance(glandByHand ? gland : glandWithNodule(gland, nodule), nodule);
}

function assemble(
  base: Omit<
    ShownView,
    'nodule' | 'gland' | 'line' | 'centralPoint' | 'maxDistancePx' | 'modelNodule' | 'modelGland' | 'others'
  >,
  noduleRuns: MaskRuns | null,
  glandRuns: MaskRuns | null,
): ShownView {
  const nodule = noduleRuns && decodeMask(noduleRuns);
  const gland = glandRuns && decodeMask(glandRuns);
  const { assessed } = base;
  const detected = base.detected[Math.max(base.chosen, 0)];
  const models = {
    others: base.detected
      .map(({ score, box, mask }, rank) => ({ rank, score, box, mask: decodeMask(mask) }))
      .filter(({ rank }) => rank !== base.chosen),
    modelNodule: detected ? decodeMask(detected.mask) : null,
    modelGland: assessed?.gland && !assessed.glandByHand ? decodeMask(assessed.gland) : null,
  };
  if (assessed && !base.changed) {
    return {
      ...base,
      ...models,
      nodule,
      gland,
      line: assessed.capsuleLine,
      centralPoint: assessed.centralPoint,
      maxDistancePx: assessed.maxDistancePx,
    };
  }
  const location = nodule && gland ? locate(gland, nodule, base.glandByHand) : null;
  return {
    ...base,
    ...models,
    nodule,
    gland,
    line: location && {
      nodulePoint: location.nodulePoint,
      capsulePoint: location.capsulePoint,
      distancePx: location.minDistancePx,
    },
    centralPoint: location?.centralPoint ?? null,
    maxDistancePx: location?.maxDistancePx ?? null,
  };
}
