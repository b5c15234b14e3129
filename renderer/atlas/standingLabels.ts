import type { RiskField } from '../../atlas/riskField/field.ts';
import type { RegionId } from '../../atlas/template/regions.ts';
import { type Point3, template } from '../../atlas/template/template.ts';
import { textWidth } from '../sankey/textWidth.ts';
import type { Words } from '../words/words.ts';
import { type LabelRoom, layoutLabels, type PlacedLabel } from './labelLayout.ts';
import { axesOf } from './orbit.ts';
import { onPanel, type Stand } from './projection.ts';
import { regionRisk } from './reading.ts';
import { regionMarks } from './regionMarks.ts';
import { regionLabel } from './regionName.ts';

export const LABEL_FONT_PX = 11;
const PADDING_PX = 12;

export type RegionLabel = PlacedLabel<RegionId> & {
  readonly text: string;
  /** Its region lies on the far side: drawn quietly. */
  readonly away: boolean;
};
/** A capsule turned from the viewer by more than this (cosine) lies on the far side. */
const FAR_SIDE = -0.15;

/** Each region's short name with its risk, or a dash where it has too few cases. */
export function labelTexts(t: Words['t'], field: RiskField): ReadonlyMap<RegionId, string> {
  return new Map(
    regionMarks(template()).map(({ region }) => {
      const value = regionRisk(field, region)?.value ?? null;
      return [region, `${regionLabel(t, region)} ${value === null ? '–' : value.toFixed(2)}`];
    }),
  );
}

/** Where each text stands beside the gland as it is turned. @param scale the shown gland's size over the template's */
export function regionLabels(
  texts: ReadonlyMap<RegionId, string>,
  stand: Stand,
  scale: number,
  room: LabelRoom,
): RegionLabel[] {
  const { toward } = axesOf(stand.eye);
  const away = new Map<RegionId, boolean>();
  const wishes = regionMarks(template()).flatMap(({ region, point, normal }) => {
    const facing = normal[0] * toward[0] + normal[1] * toward[1] + normal[2] * toward[2];
    away.set(region, facing < FAR_SIDE);
    const at = onPanel(scaled(point, scale), stand);
    // a mark outside the panel (zoomed in) has no label: its line would lead nowhere
    const shown = at.x > 0 && at.x < stand.width && at.y > 0 && at.y < stand.height;
    return shown
      ? [{ id: region, ...at, width: textWidth(texts.get(region)!, LABEL_FONT_PX) + PADDING_PX }]
      : [];
  });
  return layoutLabels(wishes, room).map((label) => ({
    ...label,
    text: texts.get(label.id)!,
    away: away.get(label.id)!,
  }));
}

/** A point of the template in the shown gland's millimetres. */
export function scaled(point: Point3, scale: number): Point3 {
  return [point[0] * scale, point[1] * scale, point[2] * scale];
}
