/**
 * Decodes one RLE-compressed frame (PS3.5 annex G): up to 15 PackBits segments, one per byte of each sample, the
 * most significant byte first. Returns little-endian samples pixel by pixel. Throws an Error on damaged input.
 */
export function decodeRle(
  packed: Uint8Array,
  pixels: number,
  samples: number,
  bytesPerSample: number,
): Uint8Array {
  if (packed.length < 64) throw new Error('RLE header is cut off');
  const header = new DataView(packed.buffer, packed.byteOffset, 64);
  const segments = header.getUint32(0, true);
  if (segments !== samples * bytesPerSample) {
    throw new Error(`${segments} RLE segments for ${samples} samples of ${bytesPerSample} bytes`);
  }
  const out = new Uint8Array(pixels * segments);
  for (let segment = 0; segment < segments; segment++) {
    const start = header.getUint32(4 + segment * 4, true);
    const next = segment + 1 < segments ? header.getUint32(8 + segment * 4, true) : packed.length;
    if (start < 64 || next < start || next > packed.length) throw new Error('RLE segment out of range');
    const sample = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    unpack(packed.subarray(start, next), out, sample * bytesPerSample + byte, segments, pixels);
  }
  return out;
}

/** PackBits (annex G.3.2) of one segment into every `stride`-th byte of `out`. */
function unpack(packed: Uint8Array, out: Uint8Array, first: number, stride: number, count: number): void {
  let done = 0;
  let at = 0;
  while (done < count) {
    if (at >= packed.length) throw new Error('RLE segment ends early');
    const control = packed[at++]!;
    if (control === 128) continue; // "no operation" (G.3.1)
    const literal = control < 128;
    const length = literal ? control + 1 : 257 - control;
    if (at + (literal ? length : 1) > packed.length) throw new Error('RLE run ends early');
    const usable = Math.min(length, count - done);
    for (let i = 0; i < usable; i++) out[first + (done + i) * stride] = packed[literal ? at + i : at]!;
    done += usable;
    at += literal ? length : 1;
  }
}
