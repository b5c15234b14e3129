/**
 * A small DICOM Part 10 writer for tests, independent of the parser under test: explicit and implicit little
 * endian, explicit big endian, encapsulated pixel data (PS3.5 7, A.4; PS3.10 7).
 */

export type Element = [tag: number, vr: string, value: ElementValue];
export type ElementValue = string | number | number[] | Uint8Array | Element[][];

export const SYNTAX = {
  implicitLittle: '1.2.840.10008.1.2',
  explicitLittle: '1.2.840.10008.1.2.1',
  explicitBig: '1.2.840.10008.1.2.2',
  jpegBaseline: '1.2.840.10008.1.2.4.50',
  jpegLossless: '1.2.840.10008.1.2.4.70',
  jpegLs: '1.2.840.10008.1.2.4.80',
  jpeg2000: '1.2.840.10008.1.2.4.90',
  rle: '1.2.840.10008.1.2.5',
} as const;

export type DicomParts = {
  syntax?: string;
  rows?: number;
  columns?: number;
  photometric?: string;
  bits?: 8 | 16;
  modality?: string | null;
  frames?: number;
  /** One buffer for all frames (not encapsulated). */
  pixels?: Uint8Array | null;
  pixelVr?: 'OB' | 'OW';
  /** Encapsulated: fragments in order, and the offset table (empty by default). */
  fragments?: Uint8Array[];
  offsets?: number[];
  /** Further or replacing elements. */
  elements?: Element[];
};

export function makeDicom(parts: DicomParts): Uint8Array {
  const syntax = parts.syntax ?? SYNTAX.explicitLittle;
  const samples = /RGB|YBR/.test(parts.photometric ?? '') ? 3 : 1;
  const bits = parts.bits ?? 8;
  const own: Element[] = [
    [0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.6.1'],
    [0x00080018, 'UI', '1.2.3.4'],
    ...(parts.modality === null ? [] : [[0x00080060, 'CS', parts.modality ?? 'US'] as Element]),
    [0x00100010, 'PN', 'Secret^Name'],
    [0x00100020, 'LO', 'SECRET-ID'],
    [0x00280002, 'US', samples],
    [0x00280004, 'CS', parts.photometric ?? 'MONOCHROME2'],
    ...(parts.frames ? [[0x00280008, 'IS', String(parts.frames)] as Element] : []),
    [0x00280010, 'US', parts.rows ?? 48],
    [0x00280011, 'US', parts.columns ?? 64],
    [0x00280100, 'US', bits],
    [0x00280101, 'US', bits],
    [0x00280102, 'US', bits - 1],
    [0x00280103, 'US', 0],
  ];
  const given = parts.elements ?? [];
  const elements = [...own.filter(([tag]) => !given.some(([other]) => other === tag)), ...given].sort(
    ([a], [b]) => a - b,
  );
  const writer = { big: syntax === SYNTAX.explicitBig, implicit: syntax === SYNTAX.implicitLittle };
  const body = elements.map((element) => writeElement(element, writer));
  if (parts.fragments) body.push(encapsulated(parts.fragments, parts.offsets ?? []));
  else if (parts.pixels) {
    body.push(writeElement([0x7fe00010, parts.pixelVr ?? (bits === 16 ? 'OW' : 'OB'), parts.pixels], writer));
  }
  const meta = [
    writeElement([0x00020001, 'OB', new Uint8Array([0, 1])], LITTLE),
    writeElement([0x00020002, 'UI', '1.2.840.10008.5.1.4.1.1.6.1'], LITTLE),
    writeElement([0x00020003, 'UI', '1.2.3.4'], LITTLE),
    writeElement([0x00020010, 'UI', syntax], LITTLE),
  ];
  const length = meta.reduce((sum, part) => sum + part.length, 0);
  return concat([
    new Uint8Array(128),
    Buffer.from('DICM'),
    writeElement([0x00020000, 'UL', length], LITTLE),
    ...meta,
    ...body,
  ]);
}

type Writer = { big: boolean; implicit: boolean };
const LITTLE: Writer = { big: false, implicit: false };
const LONG_LENGTH = ['OB', 'OW', 'SQ', 'UN', 'UT'];

function writeElement([tag, vr, value]: Element, writer: Writer): Uint8Array {
  const bytes = valueBytes(vr, value, writer);
  const long = writer.implicit || LONG_LENGTH.includes(vr);
  const header = new DataView(new ArrayBuffer(writer.implicit ? 8 : long ? 12 : 8));
  const little = !writer.big;
  header.setUint16(0, tag >>> 16, little);
  header.setUint16(2, tag & 0xffff, little);
  if (!writer.implicit) {
    header.setUint8(4, vr.charCodeAt(0));
    header.setUint8(5, vr.charCodeAt(1));
  }
  if (!long) header.setUint16(6, bytes.length, little);
  else header.setUint32(writer.implicit ? 4 : 8, bytes.length, little);
  return concat([new Uint8Array(header.buffer), bytes]);
}

function valueBytes(vr: string, value: ElementValue, writer: Writer): Uint8Array {
  if (vr === 'SQ') return concat((value as Element[][]).map((item) => sequenceItem(item, writer)));
  if (value instanceof Uint8Array) return padded(value, 0);
  if (typeof value === 'string') return padded(Buffer.from(value, 'utf8'), vr === 'UI' ? 0 : 32);
  const numbers = [value].flat() as number[];
  const size = { US: 2, SS: 2, UL: 4, SL: 4, FD: 8, FL: 4 }[vr];
  if (!size) throw new Error(`cannot write ${vr}`);
  const view = new DataView(new ArrayBuffer(numbers.length * size));
  numbers.forEach((number, i) => {
    const at = i * size;
    if (vr === 'US') view.setUint16(at, number, !writer.big);
    else if (vr === 'SS') view.setInt16(at, number, !writer.big);
    else if (vr === 'UL') view.setUint32(at, number, !writer.big);
    else if (vr === 'SL') view.setInt32(at, number, !writer.big);
    else if (vr === 'FD') view.setFloat64(at, number, !writer.big);
    else view.setFloat32(at, number, !writer.big);
  });
  return new Uint8Array(view.buffer);
}

function sequenceItem(elements: Element[], writer: Writer): Uint8Array {
  const body = concat(elements.map((element) => writeElement(element, writer)));
  const header = new DataView(new ArrayBuffer(8));
  header.setUint16(0, 0xfffe, !writer.big);
  header.setUint16(2, 0xe000, !writer.big);
  header.setUint32(4, body.length, !writer.big);
  return concat([new Uint8Array(header.buffer), body]);
}

function encapsulated(fragments: Uint8Array[], offsets: number[]): Uint8Array {
  const item = (tag: number, length: number) => {
    const header = new DataView(new ArrayBuffer(8));
    header.setUint16(0, 0xfffe, true);
    header.setUint16(2, tag, true);
    header.setUint32(4, length, true);
    return new Uint8Array(header.buffer);
  };
  const table = new DataView(new ArrayBuffer(offsets.length * 4));
  for (const [i, offset] of offsets.entries()) table.setUint32(i * 4, offset, true);
  return concat([
    new Uint8Array([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff]),
    item(0xe000, table.byteLength),
    new Uint8Array(table.buffer),
    ...fragments.map((fragment) => {
      const body = padded(fragment, 0);
      return concat([item(0xe000, body.length), body]);
    }),
    item(0xe0dd, 0),
  ]);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function padded(bytes: Uint8Array, fill: number): Uint8Array {
  return bytes.length % 2 === 0 ? bytes : concat([bytes, new Uint8Array([fill])]);
}
