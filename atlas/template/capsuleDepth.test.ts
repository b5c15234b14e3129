import { describe, expect, it } from 'vitest';
import { capsuleDepth, capsuleShell } from './capsuleDepth.ts';
import { meshOf } from './mesh.ts';
import { template } from './template.ts';

const t = template();
/** The same capsule four times as fine, searched from end to end: an independent distance. */
const fine = meshOf(t.shape, { min: [-34, -31, -24], max: [34, 31, 22] }, 0.55);
function distance(x: number, y: number, z: number): number {
  let best = Infinity;
  for (let v = 0; v < fine.positions.length; v += 3) {
    const d =
      (x - fine.positions[v]!) ** 2 + (y - fine.positions[v + 1]!) ** 2 + (z - fine.positions[v + 2]!) ** 2;
    if (d < best) best = d;
  }
  return Math.sqrt(best);
}

describe('the shell under the capsule', () => {
  it.each([1.5, 2.5, 4])('lies %s mm from the capsule', (depthMm) => {
    const shell = capsuleShell(t, depthMm);
    expect(shell.positions.length).toBeGreaterThan(600);
    const off: number[] = [];
    // every 11th vertex: a few hundred places over both lobes
    for (let v = 0; v < shell.positions.length; v += 3 * 11) {
      const [x, y, z] = [shell.positions[v]!, shell.positions[v + 1]!, shell.positions[v + 2]!] as const;
      expect(t.shape(x, y, z)).toBeLessThan(0);
      off.push(Math.abs(distance(x, y, z) - depthMm));
    }
    off.sort((a, b) => a - b);
    expect(off[Math.floor(off.length * 0.5)]).toBeLessThan(0.03);
    expect(off[Math.floor(off.length * 0.95)]).toBeLessThan(0.1);
    // where the shell folds (two sides of the capsule as near) its edge is rounded within a cell of 0.8 mm
    expect(off.at(-1)).toBeLessThan(0.8);
  });

  it('does not exist in the isthmus where the capsule is near on both sides', () => {
    const shell = capsuleShell(t, 2.5);
    for (let v = 0; v < shell.positions.length; v += 3)
      if (Math.abs(shell.positions[v]!) < 4) expect(shell.positions[v + 2]!).toBeLessThan(9);
  });

  it('depth is negative outside and zero on the capsule', () => {
    const depth = capsuleDepth(t);
    expect(depth(0, 0, 0)).toBeLessThan(0);
    const { positions: p } = t.mesh;
    for (let v = 0; v < p.length; v += 3 * 97) expect(depth(p[v]!, p[v + 1]!, p[v + 2]!)).toBeCloseTo(0, 5);
  });
});
