/** A Windows bitmap of grey values, for tests; bottom-up unless told. */
export function makeBmp(
  grey: ArrayLike<number>,
  width: number,
  height: number,
  bits: 1 | 4 | 8 | 24 | 32,
  options: { topDown?: boolean; rle8?: boolean } = {},
): Uint8Array {
  const colours = bits <= 8 ? 2 ** bits : 0;
  const offset = 54 + colours * 4;
  const rows = Array.from({ length: height }, (_, y) => {
    const source = options.topDown ? y : height - 1 - y;
    const values = Array.from({ length: width }, (_, x) => grey[source * width + x]!);
    return options.rle8 ? rleRow(values) : plainRow(values, bits);
  });
  const pixels = Buffer.concat([...rows, ...(options.rle8 ? [Buffer.from([0, 1])] : [])]);
  const file = Buffer.alloc(offset + pixels.length);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(offset, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(options.topDown ? -height : height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bits, 28);
  file.writeUInt32LE(options.rle8 ? 1 : 0, 30);
  for (let i = 0; i < colours; i++) {
    const level = Math.round((i * 255) / (colours - 1));
    file.set([level, level, level, 0], 54 + i * 4);
  }
  pixels.copy(file, offset);
  return new Uint8Array(file);
}

function plainRow(values: number[], bits: number): Buffer {
  const row = Buffer.alloc(Math.ceil((values.length * bits) / 32) * 4);
  values.forEach((value, x) => {
    if (bits >= 24) row.fill(value, x * (bits / 8), x * (bits / 8) + 3);
    else {
      const level = Math.round((value * (2 ** bits - 1)) / 255);
      row[Math.floor((x * bits) / 8)]! |= level << (8 - bits - ((x * bits) % 8));
    }
  });
  return row;
}

/** One repeated run, one literal run, the rest repeated singly, end of line. */
function rleRow(values: number[]): Buffer {
  const out: number[] = [];
  const literal = values.slice(0, 7);
  out.push(0, literal.length, ...literal, 0);
  for (let at = 7; at < values.length; ) {
    let run = 1;
    while (run < 255 && values[at + run] === values[at]) run++;
    out.push(run, values[at]!);
    at += run;
  }
  return Buffer.from([...out, 0, 0]);
}
