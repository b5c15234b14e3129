import { describe, expect, it } from 'vitest';
import { makeNoise } from './noise.ts';
import { makeRandom } from './random.ts';

describe('seeded random numbers', () => {
  it('repeat for the same seed and differ for another', () => {
    const draw = (seed: number) => {
      const random = makeRandom(seed);
      return Array.from({ length: 50 }, () => random.uniform());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('are normal with mean 0, deviation 1 and kurtosis 3', () => {
    const random = makeRandom(3);
    const n = 200_000;
    let mean = 0;
    let square = 0;
    let fourth = 0;
    for (let i = 0; i < n; i++) {
      const z = random.normal();
      mean += z / n;
      square += (z * z) / n;
      fourth += z ** 4 / n;
    }
    expect(mean).toBeCloseTo(0, 1);
    expect(square).toBeCloseTo(1, 1);
    expect(fourth).toBeCloseTo(3, 0);
  });

  it('fork into streams that do not depend on what was drawn before', () => {
    const a = makeRandom(9);
    a.uniform();
    expect(a.fork('echo').uniform()).toBe(makeRandom(9).fork('echo').uniform());
    expect(makeRandom(9).fork('echo').uniform()).not.toBe(makeRandom(9).fork('display').uniform());
  });

  it('give a field without jumps between −1 and 1', () => {
    const noise = makeNoise(4);
    let before = noise(-3, 0.3, 0.7);
    for (let x = -3; x < 40; x += 0.01) {
      const here = noise(x, 0.3, 0.7);
      expect(Math.abs(here)).toBeLessThanOrEqual(1);
      expect(Math.abs(here - before)).toBeLessThan(0.05);
      before = here;
    }
  });
});
