import type { AxisMm, LocationRisk, Placement } from '../place.types.ts';
import { placeToPoint, type Template, template } from '../template/template.ts';
import { builtInField } from './builtIn.ts';
import { fieldAt, type RiskField } from './field.ts';
import { wilsonInterval } from './interval.ts';

const AXES = ['rightToLeft', 'inferiorToSuperior', 'anteriorToPosterior'] as const;

/**
 * The location risk of a nodule: the field's mean over the nodule's extent (an ellipsoid cut to the gland). Where
 * an axis is unknown, the mean over the places of the band, and an interval that holds every one of them.
 */
export function locationRisk(
  placement: Placement,
  field: RiskField = builtInField(),
  t: Template = template(),
): LocationRisk {
  const uncertaintyMm = Math.max(...AXES.map((axis) => placement.uncertaintyMm[axis]));
  const readings = placement.band.flatMap((place) => {
    const reading = meanOver(field, t, placeToPoint(place, t.box), placement.extentMm);
    return reading ? [reading] : [];
  });
  // nothing known: the widest interval, about the cohort's share
  if (readings.length === 0) return { value: 0.5, interval: [0, 1], uncertaintyMm };
  const intervals = readings.map((r) => wilsonInterval(r.value, r.behind));
  return {
    value: readings.reduce((sum, r) => sum + r.value, 0) / readings.length,
    interval: [Math.min(...intervals.map((i) => i[0])), Math.max(...intervals.map((i) => i[1]))],
    uncertaintyMm,
  };
}

/** Mean over the grid of an ellipsoid about `centre`, cut to the gland; its nearest gland point when it misses it. */
function meanOver(
  field: RiskField,
  t: Template,
  centre: readonly [number, number, number],
  extentMm: AxisMm,
): { value: number; behind: number } | null {
  const radii = AXES.map((a) => Math.max(0.5, extentMm[a] / 2));
  let value = 0;
  let behind = 0;
  let n = 0;
  const samples = 7;
  const share = (i: number) => (2 * i) / (samples - 1) - 1;
  for (let i = 0; i < samples; i++)
    for (let j = 0; j < samples; j++)
      for (let k = 0; k < samples; k++) {
        const u = [share(i), share(j), share(k)] as const;
        if (u[0] ** 2 + u[1] ** 2 + u[2] ** 2 > 1) continue;
        const point = [0, 1, 2].map((a) => centre[a]! + u[a]! * radii[a]!) as [number, number, number];
        if (t.shape(...point) > 0.5) continue;
        const here = fieldAt(field, point);
        if (!here) continue;
        value += here.value;
        behind += here.behind;
        n++;
      }
  if (n > 0) return { value: value / n, behind: behind / n };
  return t.shape(...centre) <= 2 ? fieldAt(field, centre) : null;
}
