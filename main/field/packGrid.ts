import type { FieldGrid } from '../../app/contract/fieldChannels.ts';
import type { RiskField } from '../../atlas/riskField/field.types.ts';

/** The grid of a field as it rests in the store: a header of JSON, a line end, then three arrays of floats. */

type Header = Pick<RiskField, 'stepMm' | 'origin' | 'size'>;

export function packGrid(field: RiskField): Uint8Array {
  const header: Header = { stepMm: field.stepMm, origin: field.origin, size: field.size };
  const bytes = (values: Float32Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    bytes(field.values),
    bytes(field.behind),
    bytes(field.weights),
  ]);
}

/** The inverse, as it crosses to the screen. */
export function readGrid(grid: Uint8Array): FieldGrid {
  const end = grid.indexOf(10);
  const header = JSON.parse(Buffer.from(grid.subarray(0, end)).toString('utf8')) as Header;
  const length = 4 * header.size[0] * header.size[1] * header.size[2];
  const part = (i: number) =>
    Buffer.from(grid.subarray(end + 1 + i * length, end + 1 + (i + 1) * length)).toString('base64');
  return {
    stepMm: header.stepMm,
    origin: [...header.origin],
    size: [...header.size],
    valuesBase64: part(0),
    behindBase64: part(1),
    weightsBase64: part(2),
  };
}
