import type { Noise } from '../noise.ts';
import { smoothStep } from '../shapes.ts';
import type { Structure } from './structure.ts';

/** Bundles of fibre run head to foot: short dashes across, long lines along. */
export function fibreTexture(fibres: Noise, strength: number): NonNullable<Structure['texture']> {
  return (x, s, d) =>
    strength * 13 * smoothStep(0.25, 0.75, fibres(x * 0.7, s * 0.07, d * 2)) +
    strength * 9 * smoothStep(0.3, 0.7, fibres(x * 0.28 + 5, s * 0.05, d * 1.1 + 4)) +
    3 * fibres(x * 0.25 + 8, s * 0.1, d * 0.3) -
    2;
}
