import { makeRandom } from './random.ts';

/** Smooth random field over space: value noise, about −1 to 1, one cell per unit of each coordinate. */
export type Noise = (x: number, y: number, z: number) => number;

const CELLS = 32;
const WRAP = CELLS - 1;

/** A noise field for `seed`; it repeats every 32 cells. */
export function makeNoise(seed: number): Noise {
  const random = makeRandom(seed);
  const lattice = new Float32Array(CELLS * CELLS * CELLS);
  for (let i = 0; i < lattice.length; i++) lattice[i] = random.between(-1, 1);
  return (x, y, z) => {
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const z0 = Math.floor(z);
    const fx = fade(x - x0);
    const fy = fade(y - y0);
    const fz = fade(z - z0);
    const ix = x0 & WRAP;
    const jx = (x0 + 1) & WRAP;
    const iy = (y0 & WRAP) << 5;
    const jy = ((y0 + 1) & WRAP) << 5;
    const iz = (z0 & WRAP) << 10;
    const jz = ((z0 + 1) & WRAP) << 10;
    const a = mix(
      mix(lattice[iz + iy + ix], lattice[iz + iy + jx], fx),
      mix(lattice[iz + jy + ix], lattice[iz + jy + jx], fx),
      fy,
    );
    const b = mix(
      mix(lattice[jz + iy + ix], lattice[jz + iy + jx], fx),
      mix(lattice[jz + jy + ix], lattice[jz + jy + jx], fx),
      fy,
    );
    return mix(a, b, fz);
  };
}

/** Thin sheets where the field crosses zero: 1 on the sheet, falling to 0 within `width` (in noise units). */
export function sheets(value: number, width: number): number {
  const t = value / width;
  return Math.exp(-t * t);
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

function fade(t: number): number {
  return t * t * (3 - 2 * t);
}
