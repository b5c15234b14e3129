import { type Draw, pick } from '../../main/backend/testing/garbage.ts';
import type { Kind } from './target.ts';

/** Changes to a good input: what a bad disk, a cut line, a careless program or an enemy would do to it. */

/** Lengths and counts that break parsers: none, one, the borders of 8, 16, 31 and 32 bits. */
const EDGES = [
  0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];
const SNIPPETS = [
  ',',
  '"',
  '""',
  '\n',
  '\r',
  '\r\n',
  '\t',
  ';',
  '\0',
  '\ufeff',
  '{',
  '}',
  '[',
  ']',
  '<',
  '%',
  '../',
  '..\\',
  '/',
  '\\',
  "'",
  'NaN',
  '-1',
  '1e309',
  '99999999999999999999',
  'null',
  '=cmd()',
  '@',
  '＋',
  '٣',
  '\ud83d',
  '👩‍⚕️',
  '甲状腺',
  '\u202e',
  'a'.repeat(5000),
];

/** A changed copy; the same draws give the same copy. */
export function mutate(kind: Kind, seeds: readonly Uint8Array[], draw: Draw): Uint8Array {
  const seed = pick(seeds, draw);
  if (kind === 'own' || draw() < 0.01) return seed;
  let bytes: Uint8Array = seed;
  const changes = 1 + Math.floor(draw() * draw() * 8);
  for (let i = 0; i < changes; i++)
    bytes = (kind === 'text' && draw() < 0.7 ? changeText : changeBytes)(bytes, seeds, draw);
  return bytes;
}

/** Most damage is tried near the beginning, where headers stand. */
function somewhere(length: number, draw: Draw): number {
  const share = draw() < 0.6 ? draw() * draw() * draw() : draw();
  return Math.floor(share * length);
}

function changeBytes(bytes: Uint8Array, seeds: readonly Uint8Array[], draw: Draw): Uint8Array {
  const at = somewhere(bytes.length, draw);
  const copy = Buffer.from(bytes);
  switch (Math.floor(draw() * 9)) {
    case 0: // one bit flipped
      if (at < copy.length) copy[at]! ^= 1 << Math.floor(draw() * 8);
      return copy;
    case 1: // cut off
      return copy.subarray(0, at);
    case 2: {
      // a number at a border, in either byte order
      const edge = pick(EDGES, draw);
      if (at + 4 > copy.length) return copy;
      if (draw() < 0.33) copy.writeUInt32BE(edge, at);
      else if (draw() < 0.5) copy.writeUInt32LE(edge, at);
      else copy.writeUInt16LE(edge & 0xffff, at);
      return copy;
    }
    case 3: // noise over a stretch
      for (let i = at; i < Math.min(copy.length, at + 16); i++) copy[i] = Math.floor(draw() * 256);
      return copy;
    case 4: // a stretch taken out
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + 1 + Math.floor(draw() * 64))]);
    case 5: // a stretch put in
      return Buffer.concat([
        copy.subarray(0, at),
        Buffer.alloc(1 + Math.floor(draw() * 64), Math.floor(draw() * 256)),
        copy.subarray(at),
      ]);
    case 6: {
      // a stretch repeated: nested sequences, doubled entries
      const stretch = copy.subarray(at, at + 1 + Math.floor(draw() * 200));
      return Buffer.concat([
        copy.subarray(0, at),
        ...Array.from({ length: 1 + Math.floor(draw() * 6) }, () => stretch),
        copy.subarray(at),
      ]);
    }
    case 7: // the beginning of one, the end of another
      return Buffer.concat([copy.subarray(0, at), pick(seeds, draw).subarray(at)]);
    default: // several bits over the whole of it, as a failing disk does
      for (let i = 0; i < 8 && copy.length > 0; i++)
        copy[Math.floor(draw() * copy.length)]! ^= 1 << Math.floor(draw() * 8);
      return copy;
  }
}

function changeText(bytes: Uint8Array, seeds: readonly Uint8Array[], draw: Draw): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8');
  const at = somewhere(text.length, draw);
  switch (Math.floor(draw() * 5)) {
    case 0:
      return Buffer.from(text.slice(0, at) + pick(SNIPPETS, draw) + text.slice(at));
    case 1:
      return Buffer.from(text.slice(0, at) + text.slice(at + 1 + Math.floor(draw() * 20)));
    case 2: {
      const lines = text.split('\n');
      lines.splice(
        Math.floor(draw() * lines.length),
        1 + Math.floor(draw() * 2),
        pick(lines, draw),
        pick(lines, draw),
      );
      return Buffer.from(lines.join('\n'));
    }
    case 3:
      return Buffer.from(text, draw() < 0.5 ? 'utf16le' : 'latin1');
    default:
      return Buffer.from(text.slice(0, at) + Buffer.from(pick(seeds, draw)).toString('utf8').slice(at));
  }
}
