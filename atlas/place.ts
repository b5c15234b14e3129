import type { Pole, Side } from '../app/case/patientCase.ts';
import type { AxisMm, Place, PlaceInput, Placement, ViewPlacing } from './place.types.ts';
import {
  type Reading,
  readView,
  showsBothLobes,
  sideOfOneLobe,
  thicknessProfile,
  waistColumn,
} from './placeViews.ts';
import { isthmusHalfWidth, poleAt, regionAt } from './template/regions.ts';
import {
  along,
  depthSpan,
  isthmusHeightSpan,
  lobeHeightSpan,
  lobeSpan,
  type Span,
} from './template/sections.ts';
import { pointToPlace, type Template, template } from './template/template.ts';
import { visiblePart } from './visiblePart.ts';

/** The gland at the nodule's place, mm of the template. */
type GlandMm = {
  readonly depth: number;
  readonly height: number;
  /** Its width there over that at half height. */
  readonly narrowing: number;
};

/** What a transverse view says, whichever way it was read. */
export type AcrossFinding = {
  readonly side: Side | null;
  /** Share of the way from the patient's right to left end of the side's span. */
  readonly share: number;
  readonly depthShare: number;
  /** The nodule's size from right to left and from front to back, given the gland's. */
  readonly size: (gland: GlandMm) => { readonly across: number; readonly depth: number };
  readonly placing: ViewPlacing;
};

/** What a longitudinal view says. */
export type HeightFinding = {
  /** Share of the way from the lower to the upper end of the side's span. */
  readonly share: number;
  /** Half-width of what is not known of the height, mm of the template. */
  readonly uncertaintyMm: number;
  readonly depthShare: number;
  readonly size: (gland: GlandMm) => { readonly height: number; readonly depth: number };
  readonly placing: ViewPlacing;
};

export const BY_OUTLINES: ViewPlacing = { method: 'outlines', refused: null, quality: null };
const OF_VISIBLE_PART: ViewPlacing = { method: 'visiblePart', refused: null, quality: null };

/**
 * From the masks of one or two views to a place in the template, by shares of the gland's outlines: what
 * `placeByRegistration` falls back on where a registration is refused.
 *
 * Transverse frames give right–left and front–back, longitudinal frames height and front–back (screen-left of a
 * transverse frame is the patient's right; screen-left of a longitudinal frame is superior; the probe is at the
 * top, so down is posterior). Positions are shares of the patient's own gland, read off the template's gland at
 * the same shares, so a nodule on the capsule stays on the capsule. Side and pole set by the person override the
 * masks. What no view shows is given as a half-width in `uncertaintyMm`.
 *
 * @returns null when the side of the neck is neither given nor visible, or no view has both masks: then no place
 *   can be stated honestly.
 */
export function placeNodule(input: PlaceInput, t: Template = template()): Placement | null {
  const transverse = input.transverse && readView(input.transverse);
  const longitudinal = input.longitudinal && readView(input.longitudinal);
  const across = transverse && acrossByOutlines(transverse, input.transverse!.spacingMmPerPx, input.side, t);
  return placeFound(
    across,
    longitudinal && heightByOutlines(longitudinal, input.side ?? across?.side ?? null, t),
    input,
    t,
  );
}

/** Puts together what the views say; null as for `placeNodule`. */
export function placeFound(
  across: AcrossFinding | null,
  lengthwise: HeightFinding | null,
  given: { readonly side: Side | null; readonly pole: Pole | null },
  t: Template,
): Placement | null {
  const side = given.side ?? across?.side ?? null;
  if (!side || (!across && !lengthwise)) return null;
  const height = heightOf(lengthwise, side, given.pole, t);
  const depthShares = [across, lengthwise].flatMap((f) => (f ? [f.depthShare] : []));
  const depthShare = depthShares.reduce((a, b) => a + b, 0) / depthShares.length;
  const at = (y: number, acrossShare: number) => {
    const spanX = sideSpan(t, side, y);
    const x = along(spanX, acrossShare);
    const spanZ = nearestDepthSpan(t, x, y);
    return { place: pointToPlace([x, y, along(spanZ, 1 - depthShare)], t.box), spanX, spanZ };
  };
  const middle = at(height.y, across?.share ?? 0.5);
  const widest = sideSpan(t, side, 0);
  const acrossMm = across ? 0 : (middle.spanX.to - middle.spanX.from) / 2;
  const gland: GlandMm = {
    narrowing: (middle.spanX.to - middle.spanX.from) / (widest.to - widest.from),
    depth: middle.spanZ.to - middle.spanZ.from,
    height: height.span.to - height.span.from,
  };
  return {
    place: middle.place,
    uncertaintyMm: {
      rightToLeft: acrossMm,
      inferiorToSuperior: height.uncertaintyMm,
      anteriorToPosterior: 0,
    },
    band: bandOf(at, height, across?.share ?? null, acrossMm),
    extentMm: extentOf(across?.size(gland) ?? null, lengthwise?.size(gland) ?? null),
    side,
    pole: side === 'isthmus' ? (given.pole ?? poleAt(t, 'left', height.y)) : poleAt(t, side, height.y),
    views: { transverse: across?.placing ?? null, longitudinal: lengthwise?.placing ?? null },
  };
}

const BAND_PLACES = 15;

/**
 * The places along the widest unknown: along the height, or across where a longitudinal frame alone is given and
 * says more of the height than the gland is wide.
 */
function bandOf(
  at: (y: number, acrossShare: number) => { place: Place },
  height: { y: number; uncertaintyMm: number; span: Span },
  acrossShare: number | null,
  acrossMm: number,
): Place[] {
  const steps = Array.from({ length: BAND_PLACES }, (_, i) => i / (BAND_PLACES - 1));
  if (height.uncertaintyMm > acrossMm) {
    const { from, to } = height.span;
    return steps.map((s) => {
      const y = height.y + (2 * s - 1) * height.uncertaintyMm * 0.94;
      return at(Math.max(from, Math.min(to, y)), acrossShare ?? 0.5).place;
    });
  }
  if (acrossShare === null) return steps.map((s) => at(height.y, 0.06 + 0.88 * s).place);
  return [at(height.y, acrossShare).place];
}

/** Right–left from a transverse frame, by shares of the gland's box. */
export function acrossByOutlines(
  r: Reading,
  spacingMmPerPx: number | null,
  given: Side | null,
  t: Template,
): AcrossFinding {
  const { side, share, widthMm } = acrossOf(r, spacingMmPerPx, given, t);
  return {
    side,
    share,
    depthShare: r.depthShare,
    size: (gland) => ({
      across: (r.noduleBox.width / r.glandBox.width) * widthMm * gland.narrowing,
      depth: Math.min(1, r.noduleBox.height / r.thicknessPx) * gland.depth,
    }),
    placing: BY_OUTLINES,
  };
}

/**
 * Height from a longitudinal frame, by shares of the gland's box; of the part that is seen where the frame cuts the
 * gland.
 */
export function heightByOutlines(r: Reading, side: Side | null, t: Template): HeightFinding {
  const seen = 1 - (r.centre.x + 0.5 - r.glandBox.x) / r.glandBox.width;
  const part = side && visiblePart(r, side, t);
  const whole = heightSpan(t, side ?? 'left');
  const span = part?.span ?? whole;
  const y = along(span, seen);
  return {
    share: clamp((y - whole.from) / (whole.to - whole.from)),
    uncertaintyMm: part?.uncertaintyMm(y) ?? 0,
    depthShare: r.depthShare,
    size: (gland) => ({
      height: (r.noduleBox.width / r.glandBox.width) * (span.to - span.from),
      depth: Math.min(1, r.noduleBox.height / r.thicknessPx) * gland.depth,
    }),
    placing: part ? OF_VISIBLE_PART : BY_OUTLINES,
  };
}

type Across = {
  readonly side: Side | null;
  readonly share: number;
  /** How much of the template the gland's box covers, mm. */
  readonly widthMm: number;
};

function acrossOf(r: Reading, spacingMmPerPx: number | null, given: Side | null, t: Template): Across {
  const box = r.glandBox;
  const at = (r.centre.x + 0.5 - box.x) / box.width;
  const right = sideSpan(t, 'right', 0);
  const left = sideSpan(t, 'left', 0);
  if (showsBothLobes(r.gland, box, spacingMmPerPx)) {
    const waist = (waistColumn(thicknessProfile(r.gland, box)) + 0.5) / box.width;
    const x = at < waist ? right.from * (1 - at / waist) : left.to * ((at - waist) / (1 - waist));
    const seen = regionAt(t, [x, -t.dimensions.isthmusBelowMiddle, t.dimensions.tracheaRadius + 1]).side;
    const side = given ?? seen;
    const span = sideSpan(t, side, 0);
    return { side, share: clamp((x - span.from) / (span.to - span.from)), widthMm: left.to - right.from };
  }
  const side = given ?? sideOfOneLobe(r.gland, box);
  const span = sideSpan(t, side ?? 'left', 0);
  if (!side || side === 'isthmus') return { side, share: clamp(at), widthMm: span.to - span.from };
  // A frame of one lobe often holds part of the isthmus: its width over its thickness says how much.
  const lobeWidth = span.to - span.from;
  const thickest = Math.max(...thicknessProfile(r.gland, box));
  const seenMm = (box.width / thickest) * t.dimensions.lobeDepth;
  const widthMm = Math.max(lobeWidth, Math.min(seenMm, lobeWidth + t.dimensions.tracheaRadius));
  const fromLateral = (side === 'right' ? at : 1 - at) * widthMm;
  const share = clamp(fromLateral / lobeWidth);
  return { side, share: side === 'right' ? share : 1 - share, widthMm };
}

/** Right-to-left span of a side at a height. */
export function sideSpan(t: Template, side: Side, y: number): Span {
  const edge = isthmusHalfWidth(t);
  if (side === 'isthmus') return { from: -edge, to: edge };
  const height = lobeHeightSpan(t, side);
  const margin = 0.08 * (height.to - height.from);
  const level = Math.max(height.from + margin, Math.min(height.to - margin, y));
  return lobeSpan(t, side, level)!;
}

/** Which heights a side reaches, mm of the template. */
export function heightSpan(t: Template, side: Side): Span {
  return side === 'isthmus' ? isthmusHeightSpan(t) : lobeHeightSpan(t, side);
}

/** Height from a longitudinal frame, the pole, or neither. */
export function heightOf(
  found: Pick<HeightFinding, 'share' | 'uncertaintyMm'> | null,
  side: Side,
  pole: Pole | null,
  t: Template,
): { y: number; uncertaintyMm: number; span: Span } {
  const span = heightSpan(t, side);
  const third = pole && thirdOf(span, pole);
  if (found) {
    const y = along(span, found.share);
    const within = side === 'isthmus' ? span : (third ?? span);
    if (y >= within.from && y <= within.to) {
      // a band reaches no further than the gland, or than the pole that was set
      const room = Math.max(y - within.from, within.to - y);
      return { y, uncertaintyMm: Math.min(found.uncertaintyMm, room), span };
    }
  }
  const known = side === 'isthmus' ? span : (third ?? span);
  return { y: (known.from + known.to) / 2, uncertaintyMm: (known.to - known.from) / 2, span };
}

function thirdOf(span: Span, pole: Pole): Span {
  const third = (span.to - span.from) / 3;
  const from = span.from + third * { lower: 0, middle: 1, upper: 2 }[pole];
  return { from, to: from + third };
}

/** `depthSpan`, or where the column misses the gland the nearest one toward the lobe's or isthmus's middle. */
export function nearestDepthSpan(t: Template, x: number, y: number): Span {
  for (let share = 0; share <= 1; share += 0.05) {
    const level = y + share * (-t.dimensions.isthmusBelowMiddle - y);
    const span = depthSpan(t, x, level);
    if (span) return span;
  }
  return { from: t.box.min[2], to: t.box.max[2] };
}

/** The nodule's size; an axis no view shows takes the mean of the others. */
function extentOf(
  across: { across: number; depth: number } | null,
  lengthwise: { height: number; depth: number } | null,
): AxisMm {
  const depths = [across, lengthwise].flatMap((size) => (size ? [size.depth] : []));
  const depth = depths.reduce((a, b) => a + b, 0) / depths.length;
  return {
    rightToLeft: across?.across ?? (depth + lengthwise!.height) / 2,
    inferiorToSuperior: lengthwise?.height ?? (depth + across!.across) / 2,
    anteriorToPosterior: depth,
  };
}

function clamp(share: number): number {
  return Math.max(0, Math.min(1, share));
}
