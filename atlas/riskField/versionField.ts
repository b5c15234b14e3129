import type { FieldGrid, FieldVersion } from '../../app/contract/fieldChannels.ts';
import type { RiskField } from './field.types.ts';

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
    values: floats(grid.valuesBase64),
    behind: floats(grid.behindBase64),
    weights: floats(grid.weightsBase64),
  };
}

function floats(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}
