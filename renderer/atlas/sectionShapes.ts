import type { Placement } from '../../atlas/place.types.ts';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { type Point3, placeToPoint, type Template } from '../../atlas/template/template.ts';
import { smoothContour, traceContours } from '../case/frame/contour.ts';
import { readField } from './bodies.ts';
import { riskColour } from './riskColours.ts';

/** Transverse sections lie across the height, coronal ones across the depth. */
export type SectionPlane = 'transverse' | 'coronal';
/** The template's axes to the viewer's right and down. Transverse is seen from below, as an ultrasound frame is. */
const AXES = {
  transverse: { right: 0, down: 2, across: 1 },
  coronal: { right: 0, down: 1, across: 2 },
} as const;
const STEP_MM = 0.5;
/** Steps of the colour scale that are told apart in a drawing. */
const SHADES = 20;

export type SectionShapes = {
  /** Millimetres, x to the viewer's right and y down. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Runs of one colour; a null fill is where too few cases stand behind the place. */
  readonly runs: readonly { x: number; y: number; width: number; fill: string | null }[];
  /** The capsule, as an SVG path. */
  readonly outline: string;
  /** The nodule: its middle and half axes. Null without a place. */
  readonly nodule: { x: number; y: number; rx: number; ry: number } | null;
};

/**
 * A section through the nodule (without one, through the middle of the gland), coloured by the field: what a
 * computer without WebGL shows instead of the 3D view.
 */
export function sectionShapes(
  plane: SectionPlane,
  t: Template,
  field: RiskField,
  placement: Placement | null,
): SectionShapes {
  const { right, down, across } = AXES[plane];
  const centre = placement ? placeToPoint(placement.place, t.box) : null;
  // the isthmus lies below the middle and before it: a section there shows both lobes and the bridge
  const middle: Point3 = [0, -t.dimensions.isthmusBelowMiddle, -t.dimensions.lobeBehindTrachea];
  const at = (centre ?? middle)[across];
  const { min, max } = t.box;
  const columns = Math.ceil((max[right] - min[right]) / STEP_MM) + 4;
  const rows = Math.ceil((max[down] - min[down]) / STEP_MM) + 4;
  const left = min[right] - 2 * STEP_MM;
  const top = -max[down] - 2 * STEP_MM;
  const inside = { width: columns, height: rows, data: new Uint8Array(columns * rows) };
  const runs: { x: number; y: number; width: number; fill: string | null }[] = [];
  for (let row = 0; row < rows; row++) {
    let run: (typeof runs)[number] | null = null;
    for (let column = 0; column < columns; column++) {
      const point: [number, number, number] = [0, 0, 0];
      point[across] = at;
      point[right] = left + (column + 0.5) * STEP_MM;
      point[down] = -(top + (row + 0.5) * STEP_MM);
      const isInside = t.shape(...point) < 0;
      if (isInside) inside.data[row * columns + column] = 1;
      const reading = isInside ? readField(field, t, point) : null;
      const fill = reading ? riskColour(Math.round(reading.value * SHADES) / SHADES) : null;
      if (run && isInside && run.fill === fill) run.width += STEP_MM;
      else if (isInside) {
        run = { x: left + column * STEP_MM, y: top + row * STEP_MM, width: STEP_MM, fill };
        runs.push(run);
      } else run = null;
    }
  }
  const outline = traceContours(inside)
    .map((line) => smoothContour(smoothContour(line)))
    .map((line) => `M${line.map((p) => `${mm(left + p.x * STEP_MM)} ${mm(top + p.y * STEP_MM)}`).join('L')}Z`)
    .join('');
  return {
    box: { x: left - 1, y: top - 1, width: columns * STEP_MM + 2, height: rows * STEP_MM + 2 },
    runs,
    outline,
    nodule: placement && centre ? noduleOf(placement, centre, plane) : null,
  };
}

function noduleOf(placement: Placement, centre: Point3, plane: SectionPlane): SectionShapes['nodule'] {
  const { right, down } = AXES[plane];
  const e = placement.extentMm;
  const size = [e.rightToLeft, e.inferiorToSuperior, e.anteriorToPosterior];
  return {
    x: centre[right],
    y: -centre[down],
    rx: Math.max(1, size[right]! / 2),
    ry: Math.max(1, size[down]! / 2),
  };
}

function mm(value: number): string {
  return value.toFixed(2);
}
