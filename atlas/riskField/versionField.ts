import type { FieldGrid, FieldVersion } from '../../app/contract/fieldChannels.ts';
import type { RiskField } from './field.types.ts';
import { floatsOfBase64 } from './floats.ts';

/** A kept version of the field as the atlas reads it. */
export function fieldOfVersion(version: FieldVersion, grid: FieldGrid): RiskField {
  return {
    id: version.id,
    source: version.source,
    cases: version.cases,
    metastatic: version.metastatic,
    smoothingMm: version.smoothingMm,
    smoothing: version.smoothing,
    withoutRegion: version.withoutRegion,
    regions: version.regions as RiskField['regions'],
    curve: version.curve,
    stepMm: grid.stepMm,
    origin: grid.origin,
    size: grid.size,
    values: floatsOfBase64(grid.valuesBase64),
    behind: floatsOfBase64(grid.behindBase64),
    weights: floatsOfBase64(grid.weightsBase64),
  };
}
