import type { Side } from '../../app/case/patientCase.ts';
import type { Mask } from '../../app/segmentation/mask.ts';
import {
  type AcrossFinding,
  acrossByOutlines,
  type HeightFinding,
  heightByOutlines,
  heightOf,
  heightSpan,
  nearestDepthSpan,
  placeFound,
  sideSpan,
} from '../place.ts';
import type { PlaceInput, Placement } from '../place.types.ts';
import { type Reading, readView, showsBothLobes } from '../placeViews.ts';
import type { ScalarImage } from '../registration/image.ts';
import type { Span } from '../template/sections.ts';
import { type Point3, type Template, template } from '../template/template.ts';
import { isCut } from '../visiblePart.ts';
import { type RegisteredView, registerView } from './registerView.ts';
import { longitudinalSection, type Section, transverseSection } from './section.ts';

/**
 * From the masks of one or two views to a place in the template, by registration (LLNM-Net eq. 12–14): each view's
 * gland is registered onto the template's section and its nodule carried along; the transverse section is taken at
 * the height that the longitudinal view or the pole gives. A registration that is refused is named in the result,
 * and that view read by its outlines instead. A longitudinal frame that cuts the gland is read by the part it shows: on
 * phantoms that places the height better than a registration does, of the whole or of a cut template
 * (`npm run check:placing`). Side and pole set by the person override both.
 *
 * A generator of a few milliseconds a step, for `inSlices` or a worker.
 *
 * @returns null as `placeNodule` does
 */
export function* placeByRegistration(
  input: PlaceInput,
  t: Template = template(),
): Generator<unknown, Placement | null> {
  const transverse = input.transverse && readView(input.transverse);
  const longitudinal = input.longitudinal && readView(input.longitudinal);
  const across = transverse && acrossByOutlines(transverse, input.transverse!.spacingMmPerPx, input.side, t);
  const side = input.side ?? across?.side ?? null;
  if (!side) return null;

  const height: HeightFinding | null =
    longitudinal &&
    (isCut(longitudinal)
      ? heightByOutlines(longitudinal, side, t)
      : yield* heightFrom(longitudinal, input.longitudinal!.nodule, longitudinalSection(t, side), side, t));
  const { y } = heightOf(height, side, input.pole, t);
  return placeFound(
    transverse && across && (yield* acrossFrom(transverse, input, { ...across, side }, y, t)),
    height,
    input,
    t,
  );
}

/** Runs without a pause: for a worker, a test, a measurement. */
export function placeAtOnce(input: PlaceInput, t: Template = template()): Placement | null {
  const steps = placeByRegistration(input, t);
  for (;;) {
    const { value, done } = steps.next();
    if (done) return value;
  }
}

function* heightFrom(
  reading: Reading,
  nodule: Mask,
  section: Section,
  side: Side,
  t: Template,
): Generator<unknown, HeightFinding> {
  const found = yield* registerView(section, reading.gland, nodule);
  if (found.refused) return { ...heightByOutlines(reading, side, t), placing: refusedPlacing(found) };
  const { centre, size } = whereIs(found.nodule, section);
  const span = heightSpan(t, side);
  return {
    share: shareOf(span, centre[1]),
    uncertaintyMm: 0,
    depthShare: depthShareOf(t, centre),
    size: () => ({ height: size.across, depth: size.depth }),
    placing: { method: 'registered', refused: null, quality: found.quality },
  };
}

function* acrossFrom(
  reading: Reading,
  input: PlaceInput,
  outlines: AcrossFinding & { side: Side },
  height: number,
  t: Template,
): Generator<unknown, AcrossFinding> {
  const { side } = outlines;
  const both = showsBothLobes(reading.gland, reading.glandBox, input.transverse!.spacingMmPerPx);
  // the isthmus, and both lobes at once, are seen at the isthmus' height only
  const span = heightSpan(t, side);
  const room = 0.12 * (span.to - span.from);
  const y =
    both || side === 'isthmus'
      ? -t.dimensions.isthmusBelowMiddle
      : Math.max(span.from + room, Math.min(span.to - room, height));
  let best: { found: RegisteredView; section: Section } | null = null;
  for (const section of sectionsLike(reading, both || side === 'isthmus', y, side, t)) {
    const found = yield* registerView(section, reading.gland, input.transverse!.nodule);
    const usable = (one: RegisteredView) => (one.refused === null ? 1 : 0);
    const gain = best ? usable(found) - usable(best.found) : 1;
    if (gain > 0 || (gain === 0 && found.quality.diceAffine > best!.found.quality.diceAffine))
      best = { found, section };
    if (best!.found.refused === null && best!.found.quality.diceAffine > GOOD_AFFINE) break;
  }
  const { found, section } = best!;
  if (found.refused) return { ...outlines, placing: refusedPlacing(found) };
  const { centre, size } = whereIs(found.nodule, section);
  return {
    side,
    share: shareOf(sideSpan(t, side, y), centre[0]),
    depthShare: depthShareOf(t, centre),
    size: () => ({ across: size.across, depth: size.depth }),
    placing: { method: 'registered', refused: null, quality: found.quality },
  };
}

/** Above this the affine map alone has found the part of the gland that the frame shows; no other is tried. */
const GOOD_AFFINE = 0.9;

/** The sections a frame may show, the one of its own flatness first. */
function sectionsLike(reading: Reading, whole: boolean, y: number, side: Side, t: Template): Section[] {
  if (whole) return [transverseSection(t, y, 'both', side)];
  const flat = reading.glandBox.width / reading.glandBox.height;
  const off = ({ gland }: Section) => Math.abs(Math.log(gland.width / gland.height / flat));
  return (['lobe', 'lobeAndIsthmus'] as const)
    .map((shown) => transverseSection(t, y, shown, side))
    .sort((a, b) => off(a) - off(b));
}

function refusedPlacing(found: RegisteredView) {
  return { method: 'outlines', refused: found.refused, quality: found.quality } as const;
}

/** Middle and size of a carried nodule, mm of the template. */
function whereIs(
  nodule: ScalarImage,
  section: Section,
): { centre: Point3; size: { across: number; depth: number } } {
  let weight = 0;
  let sumX = 0;
  let sumY = 0;
  const columns = new Float64Array(nodule.width);
  const rows = new Float64Array(nodule.height);
  for (let y = 0, i = 0; y < nodule.height; y++)
    for (let x = 0; x < nodule.width; x++, i++) {
      const w = nodule.data[i]!;
      weight += w;
      sumX += w * x;
      sumY += w * y;
      columns[x] = Math.max(columns[x]!, w);
      rows[y] = Math.max(rows[y]!, w);
    }
  // a soft edge counts by its share, so that a nodule of a few pixels has a size too
  const length = (values: Float64Array) => values.reduce((a, b) => a + b, 0) * section.mmPerPx;
  return {
    centre: section.point(sumX / weight, sumY / weight),
    size: { across: length(columns), depth: length(rows) },
  };
}

function shareOf(span: Span, at: number): number {
  return Math.max(0, Math.min(1, (at - span.from) / (span.to - span.from)));
}

/** 0 at the anterior capsule, 1 at the posterior one. */
function depthShareOf(t: Template, point: Point3): number {
  return 1 - shareOf(nearestDepthSpan(t, point[0], point[1]), point[2]);
}
