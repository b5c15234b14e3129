import type { DicomDataset } from 'dcmjs';
import { FailureError } from '../../../app/failure.ts';

/** The element that holds the picture (PS3.3 C.7.6.3). */
export const PIXEL_DATA = '7FE00010';

/** A parsed file: the data set, and the transfer syntax of its meta header. */
export type DicomFile = { dataset: DicomDataset; transferSyntax: string; sopClass: string };

/**
 * Parses a DICOM Part 10 file with dcmjs, which is loaded at the first such file only. Faults before the picture
 * that do not concern it (several character sets, a missing group length, a broken private element) are let pass.
 * Throws `dicom.damaged`. The bytes are not changed.
 */
export async function readDicomFile(bytes: Uint8Array, fileName: string): Promise<DicomFile> {
  const { default: dcmjs } = await import('dcmjs');
  // its own messages would put patient data into a log
  dcmjs.log.setLevel('silent', false);
  dcmjs.log.getLogger('validation.dcmjs').setLevel('silent', false);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const parse = (ignoreErrors: boolean) => dcmjs.data.DicomMessage.readFile(buffer, { ignoreErrors });
  try {
    const file = parse(true);
    // nothing found may mean that parsing gave up before it: then the fault comes out
    if (!file.dict[PIXEL_DATA]) parse(false);
    return {
      dataset: file.dict,
      transferSyntax: text(file.meta, '00020010') ?? '',
      sopClass: text(file.dict, '00080016') ?? text(file.meta, '00020002') ?? '',
    };
  } catch (error) {
    throw new FailureError('dicom.damaged', { file: fileName }, String(error));
  }
}

/** First value of an element as trimmed text, null where it is absent or empty. */
export function text(dataset: DicomDataset, tag: string): string | null {
  const value = dataset[tag]?.Value?.[0];
  if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof String)) return null;
  const trimmed = String(value).replaceAll('\0', '').trim();
  return trimmed === '' ? null : trimmed;
}

/** All values of an element that are finite numbers (DS and IS arrive as text or number). */
export function numbers(dataset: DicomDataset, tag: string): number[] {
  const values = dataset[tag]?.Value;
  if (!Array.isArray(values)) return [];
  return values
    .flat()
    .filter((value) => typeof value === 'number' || (typeof value === 'string' && value.trim() !== ''))
    .map(Number)
    .filter(Number.isFinite);
}

export function number(dataset: DicomDataset, tag: string): number | null {
  return numbers(dataset, tag)[0] ?? null;
}

/** Items of a sequence, none where it is absent. */
export function items(dataset: DicomDataset, tag: string): DicomDataset[] {
  const values = dataset[tag]?.Value;
  if (!Array.isArray(values)) return [];
  return values.filter((item): item is DicomDataset => typeof item === 'object' && item !== null);
}

/** The binary values of an element (one per fragment or frame). */
export function binaries(dataset: DicomDataset, tag: string): Uint8Array[] {
  const values = dataset[tag]?.Value;
  if (!Array.isArray(values)) return [];
  return values
    .flat()
    .filter((value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value))
    .map((value) =>
      value instanceof ArrayBuffer
        ? new Uint8Array(value)
        : new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
    );
}
