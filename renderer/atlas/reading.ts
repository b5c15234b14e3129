import type { RegionRisk, RiskField } from '../../atlas/riskField/field.ts';
import { wilsonInterval } from '../../atlas/riskField/interval.ts';
import type { RegionId } from '../../atlas/template/regions.ts';
import type { Words } from '../words/words.ts';
import type { Picked } from './picking.ts';
import { regionName, regionOf } from './regionName.ts';

export type Reading = { readonly name: string; readonly risk: string };

/** What stands in the corner for a point under the pointer. */
export function pointReading(t: Words['t'], picked: Picked): Reading {
  const name = picked.region ? regionName(t, picked.region) : t('atlas.pyramidalName');
  if (picked.value === null) return { name, risk: t('atlas.tooFew') };
  return { name, risk: riskText(picked.value, wilsonInterval(picked.value, picked.behind)) };
}

/** What stands in the corner for a region chosen by key, label or table. */
export function regionReading(t: Words['t'], field: RiskField, id: RegionId): Reading {
  const region = regionRisk(field, id);
  return {
    name: regionName(t, regionOf(id)),
    risk: region?.value == null ? t('atlas.tooFew') : riskText(region.value, region.interval),
  };
}

export function regionRisk(field: RiskField, id: RegionId): RegionRisk | undefined {
  return field.regions.find((r) => r.region === id);
}

/** `0.66 (0.57–0.73)`. */
export function riskText(value: number, [low, high]: readonly [number, number]): string {
  return `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}
