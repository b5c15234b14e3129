import type { ViewKind } from '../case/patientCase.ts';
import type { GreyFrame } from '../image/greyFrame.ts';
import { detectEnvelope, displayGrey } from './image.ts';
import { choosePlane, type Plane } from './plane.ts';
import { makeRandom } from './random.ts';
import type { Scene } from './scene.ts';
import { DEFAULT_SCAN, type ScanSpec } from './spec.ts';
import { mapTissue } from './tissueMap.ts';
import { type Truth, truthOf } from './truth.ts';

export type PhantomView = {
  readonly kind: ViewKind;
  readonly frame: GreyFrame;
  readonly truth: Truth;
  readonly plane: Plane;
  readonly scan: ScanSpec;
};

/** Renders one view of a scene: the picture and what is really in it. The same scene gives the same pixels. */
export function renderView(scene: Scene, kind: ViewKind): PhantomView {
  const scan: ScanSpec = { ...DEFAULT_SCAN, ...scene.spec.scan };
  const plane = choosePlane(scene, kind, scan);
  const random = makeRandom(scene.spec.seed).fork(kind);
  const map = mapTissue(scene, plane, scan, random.fork('slice'));
  const envelope = detectEnvelope(map, scan, random.fork('echo'));
  const pixels = displayGrey(envelope, map, scan, random.fork('display'));
  const frame = { width: scan.width, height: scan.height, pixels, spacingMmPerPx: scan.spacingMmPerPx };
  return { kind, frame, truth: truthOf(scene, plane, scan), plane, scan };
}
