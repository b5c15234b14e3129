import type { Mask } from './mask.ts';

/** Connected parts of a mask, largest first; each is the list of its pixel indices. Neighbours share an edge. */
export function components(mask: Mask): Int32Array[] {
  const { width, height, data } = mask;
  const seen = new Uint8Array(data.length);
  const queue = new Int32Array(data.length);
  const parts: Int32Array[] = [];
  for (let seed = 0; seed < data.length; seed++) {
    if (!data[seed] || seen[seed]) continue;
    seen[seed] = 1;
    queue[0] = seed;
    let end = 1;
    for (let at = 0; at < end; at++) {
      const i = queue[at];
      const x = i % width;
      if (x > 0) end = visit(i - 1, end);
      if (x < width - 1) end = visit(i + 1, end);
      if (i >= width) end = visit(i - width, end);
      if (i < width * (height - 1)) end = visit(i + width, end);
    }
    parts.push(queue.slice(0, end));
  }
  return parts.sort((a, b) => b.length - a.length);

  function visit(i: number, end: number): number {
    if (!data[i] || seen[i]) return end;
    seen[i] = 1;
    queue[end] = i;
    return end + 1;
  }
}

/** The mask without its parts smaller than `share` of the largest; share 1 keeps the largest alone. */
export function keepLargeParts(mask: Mask, share: number): Mask {
  const parts = components(mask);
  const data = new Uint8Array(mask.data.length);
  parts.forEach((part, i) => {
    if (i > 0 && (share >= 1 || part.length < share * parts[0].length)) return;
    for (const pixel of part) data[pixel] = 1;
  });
  return { ...mask, data };
}

/** The mask with every hole filled: outside is only what reaches the frame's edge without crossing the mask. */
export function fillHoles(mask: Mask): Mask {
  const { width, height, data } = mask;
  const outside = { width, height, data: data.map((v) => (v ? 0 : 1)) };
  const filled = data.map((v) => (v ? 1 : 0));
  for (const part of components(outside)) {
    const reachesEdge = part.some((i) => {
      const x = i % width;
      return x === 0 || x === width - 1 || i < width || i >= width * (height - 1);
    });
    if (!reachesEdge) for (const pixel of part) filled[pixel] = 1;
  }
  return { width, height, data: filled };
}
