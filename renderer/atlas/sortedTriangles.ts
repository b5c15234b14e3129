import type { BufferGeometry } from 'three';

const BUCKETS = 1024;

/**
 * Puts a see-through mesh's triangles in order from far to near, so that its own layers blend right. A bucket
 * sort on the middles: linear, and fine enough at a thousandth of the depth.
 *
 * @returns a function that sorts for a direction toward the viewer (nothing happens for the same direction)
 */
export function triangleSorter(
  geometry: BufferGeometry,
): (toward: readonly [number, number, number]) => void {
  const position = geometry.getAttribute('position').array;
  const index = geometry.getIndex()!;
  const original = Uint32Array.from(index.array);
  const count = original.length / 3;
  const middles = new Float32Array(count * 3);
  for (let t = 0; t < count; t++)
    for (let c = 0; c < 3; c++)
      for (let axis = 0; axis < 3; axis++)
        middles[t * 3 + axis]! += position[original[t * 3 + c]! * 3 + axis]! / 3;
  const depth = new Float32Array(count);
  const starts = new Uint32Array(BUCKETS + 1);
  let last = '';
  return (toward) => {
    const key = toward.map((v) => v.toFixed(3)).join();
    if (key === last) return;
    last = key;
    let low = Infinity;
    let high = -Infinity;
    for (let t = 0; t < count; t++) {
      const d =
        middles[t * 3]! * toward[0] + middles[t * 3 + 1]! * toward[1] + middles[t * 3 + 2]! * toward[2];
      depth[t] = d;
      // of the stored, rounded value: a bucket below the first would lose a triangle
      low = Math.min(low, depth[t]!);
      high = Math.max(high, depth[t]!);
    }
    const scale = (BUCKETS - 1) / Math.max(1e-6, high - low);
    starts.fill(0);
    for (let t = 0; t < count; t++) starts[Math.floor((depth[t]! - low) * scale) + 1]!++;
    for (let b = 0; b < BUCKETS; b++) starts[b + 1]! += starts[b]!;
    for (let t = 0; t < count; t++) {
      const at = starts[Math.floor((depth[t]! - low) * scale)]!++ * 3;
      index.array[at] = original[t * 3]!;
      index.array[at + 1] = original[t * 3 + 1]!;
      index.array[at + 2] = original[t * 3 + 2]!;
    }
    index.needsUpdate = true;
  };
}
