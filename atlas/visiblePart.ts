import type { Side } from '../app/case/patientCase.ts';
import { type Reading, thicknessProfile } from './placeViews.ts';
import { longitudinalSection } from './placing/section.ts';
import { isthmusHeightSpan, lobeHeightSpan, type Span } from './template/sections.ts';
import type { Template } from './template/template.ts';

/** Which ends of the gland a longitudinal frame cuts off. */
type CutEnds = { readonly superior: boolean; readonly inferior: boolean };

/** Within this share of the frame's width of its edge, a gland goes on beyond it (cf. `capsulePixels`). */
const AT_EDGE_SHARE = 0.01;

/** Screen-left of a longitudinal frame is superior. */
function cutEnds({ gland, glandBox }: Reading): CutEnds {
  const near = AT_EDGE_SHARE * gland.width;
  return {
    superior: glandBox.x <= near,
    inferior: glandBox.x + glandBox.width >= gland.width - near,
  };
}

/** Whether a longitudinal frame cuts its gland. */
export function isCut(reading: Reading): boolean {
  const { superior, inferior } = cutEnds(reading);
  return superior || inferior;
}

/**
 * How far the length of a lobe may be from what its thickness suggests: the half-width of the height's band is this
 * share of the distance to the end that is seen. On phantoms 95% need 0.09 (`npm run check:placing` prints how many
 * the band holds); real lobes are more unlike each other than phantoms are.
 */
const LENGTH_DOUBT = 0.15;
/** The least half-width where both ends are cut off, as a share of the whole height. */
const LEAST_DOUBT = 0.03;

type VisiblePart = {
  /** Heights that the frame shows, mm of the template. */
  readonly span: Span;
  /** Half-width of what is not known of a height there, mm. */
  uncertaintyMm(y: number): number;
};

/**
 * The part of a side that a longitudinal frame shows which cuts it: as long for its thickness as the template is, up
 * to the end that is seen, or about the middle where neither is.
 *
 * @returns null where the frame shows both ends
 */
export function visiblePart(reading: Reading, side: Side, t: Template): VisiblePart | null {
  const { gland, glandBox } = reading;
  const cut = cutEnds(reading);
  if (!cut.superior && !cut.inferior) return null;
  const whole = side === 'isthmus' ? isthmusHeightSpan(t) : lobeHeightSpan(t, side);
  const height = whole.to - whole.from;
  const thickestPx = Math.max(...thicknessProfile(gland, glandBox));
  const length = Math.min(height, (glandBox.width / thickestPx) * thicknessMm(t, side));
  if (cut.superior && cut.inferior) {
    const missing = height - length;
    const doubt = Math.max(missing / 2, LEAST_DOUBT * height);
    return {
      span: { from: whole.from + missing / 2, to: whole.to - missing / 2 },
      uncertaintyMm: () => doubt,
    };
  }
  return cut.superior
    ? {
        span: { from: whole.from, to: whole.from + length },
        uncertaintyMm: (y) => LENGTH_DOUBT * (y - whole.from),
      }
    : {
        span: { from: whole.to - length, to: whole.to },
        uncertaintyMm: (y) => LENGTH_DOUBT * (whole.to - y),
      };
}

/** The template's thickest place in the longitudinal section of a side, mm. */
function thicknessMm(t: Template, side: Side): number {
  const { gland, mmPerPx } = longitudinalSection(t, side);
  const columns = new Float64Array(gland.width);
  gland.data.forEach((inside, i) => {
    columns[i % gland.width] = columns[i % gland.width]! + inside;
  });
  return Math.max(...columns) * mmPerPx;
}
