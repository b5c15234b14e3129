import type { DicomDataset } from 'dcmjs';
import { binaries, numbers } from './dataset.ts';

/** Descriptor and data of the red, green and blue palettes (PS3.3 C.7.6.3.1.5 and C.7.6.3.1.6). */
const PALETTES = [
  ['00281101', '00281201'],
  ['00281102', '00281202'],
  ['00281103', '00281203'],
] as const;

type Curve = { first: number; levels: Uint8Array };

/** A function from stored values to red, green, blue. Throws an Error when a palette is missing or cut off. */
export function readPalette(dataset: DicomDataset): (values: Int32Array) => Uint8Array {
  const curves = PALETTES.map(([descriptor, data]) => readCurve(dataset, descriptor, data));
  return (values) => {
    const rgb = new Uint8Array(values.length * 3);
    for (let i = 0; i < values.length; i++) {
      for (let c = 0; c < 3; c++) {
        const { first, levels } = curves[c]!;
        // values outside the palette take its nearest end (C.7.6.3.1.5)
        rgb[i * 3 + c] = levels[Math.min(levels.length - 1, Math.max(0, values[i]! - first))]!;
      }
    }
    return rgb;
  };
}

function readCurve(dataset: DicomDataset, descriptorTag: string, dataTag: string): Curve {
  const [entriesStored, first = 0, bits = 16] = numbers(dataset, descriptorTag);
  if (entriesStored === undefined) throw new Error(`palette descriptor ${descriptorTag} is missing`);
  const entries = entriesStored === 0 ? 65_536 : entriesStored;
  const values = readEntries(dataset, dataTag, entries, bits);
  if (values.length < entries)
    throw new Error(`palette ${dataTag} holds ${values.length} of ${entries} entries`);
  // 16-bit palettes carry the level in the high byte, except those of writers that leave it in the low one
  const high = bits > 8 && values.some((value) => value > 255);
  return { first, levels: Uint8Array.from(values.slice(0, entries), (value) => (high ? value >> 8 : value)) };
}

function readEntries(dataset: DicomDataset, tag: string, entries: number, bits: number): number[] {
  const [bytes] = binaries(dataset, tag);
  if (!bytes) return numbers(dataset, tag);
  if (bits <= 8 && bytes.length < entries * 2) return [...bytes];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 2) }, (_, i) => view.getUint16(2 * i, true));
}
