import type { Side } from '../../app/case/patientCase.ts';
import type { ScalarImage } from '../registration/image.ts';
import type { Point3, Template } from '../template/template.ts';

/**
 * A cut through the template as an ultrasound frame shows it: transverse with the patient's right on screen-left,
 * longitudinal with superior on screen-left, anterior at the top.
 */
export type Section = {
  /** 1 inside the gland, 0 outside, soft over one pixel. */
  readonly gland: ScalarImage;
  readonly mmPerPx: number;
  /** The template's point under a pixel of the section. */
  point(x: number, y: number): Point3;
};

export const SECTION_MM_PER_PX = 0.5;
const MARGIN_MM = 3;

/** How much of the gland a transverse frame shows. */
export type Shown = 'both' | 'lobe' | 'lobeAndIsthmus';

/**
 * The transverse section at a height.
 *
 * @param y mm of the template
 * @param shown the whole gland, one lobe up to the trachea's side, or one lobe with the isthmus up to the midline
 */
export function transverseSection(t: Template, y: number, shown: Shown, side: Side): Section {
  const { min, max } = t.box;
  const medial = shown === 'lobe' ? t.dimensions.tracheaRadius : 0;
  const whole = shown === 'both' || side === 'isthmus';
  const from = whole || side === 'right' ? min[0] : medial;
  const to = whole || side === 'left' ? max[0] : -medial;
  return sectionOf(
    { from: from - MARGIN_MM, to: to + MARGIN_MM },
    { from: min[2] - MARGIN_MM, to: max[2] + MARGIN_MM },
    (across, forward) => [across, y, forward],
    // a lobe shown alone ends where the frame's edge cuts the isthmus
    (point) => Math.max(t.shape(...point), from - point[0], point[0] - to),
  );
}

/** The section along a lobe's own axis (which leans laterally), or along the midline of the isthmus. */
export function longitudinalSection(t: Template, side: Side): Section {
  const { min, max } = t.box;
  const { dimensions: d } = t;
  const sign = side === 'right' ? -1 : 1;
  const axisAt = (y: number): number =>
    side === 'isthmus'
      ? 0
      : sign *
        (d.lobeFromMidline + (d.lobeDivergence / 2) * Math.max(-1, Math.min(1, y / (d.lobeHeight / 2))));
  return sectionOf(
    { from: -max[1] - MARGIN_MM, to: -min[1] + MARGIN_MM },
    { from: min[2] - MARGIN_MM, to: max[2] + MARGIN_MM },
    (across, forward) => [axisAt(-across), -across, forward],
    (point) => t.shape(...point),
  );
}

function sectionOf(
  across: { from: number; to: number },
  forward: { from: number; to: number },
  place: (across: number, forward: number) => Point3,
  outside: (point: Point3) => number,
): Section {
  const mmPerPx = SECTION_MM_PER_PX;
  const width = Math.ceil((across.to - across.from) / mmPerPx);
  const height = Math.ceil((forward.to - forward.from) / mmPerPx);
  const point = (x: number, y: number): Point3 =>
    place(across.from + (x + 0.5) * mmPerPx, forward.to - (y + 0.5) * mmPerPx);
  const data = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++)
      data[i] = Math.max(0, Math.min(1, 0.5 - outside(point(x, y)) / mmPerPx));
  return { gland: { width, height, data }, mmPerPx, point };
}
