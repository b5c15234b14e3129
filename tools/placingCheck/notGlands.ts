import { makeRandom } from '../../app/phantom/random.ts';
import { emptyMask, type Mask } from '../../app/segmentation/mask.ts';

const SIZE = 160;

/** Masks that no gland looks like, which a registration must refuse. */
export function notGlands(): Record<string, readonly Mask[]> {
  const make = (inside: (x: number, y: number, u: number, v: number) => boolean): Mask => {
    const mask = emptyMask(SIZE, SIZE);
    for (let y = 0, i = 0; y < SIZE; y++)
      for (let x = 0; x < SIZE; x++, i++)
        if (inside(x, y, (2 * x) / SIZE - 1, (2 * y) / SIZE - 1)) mask.data[i] = 1;
    return mask;
  };
  const random = makeRandom(4);
  const scattered = Array.from({ length: 10 }, () => {
    const blobs = Array.from({ length: 14 }, () => [
      random.between(10, SIZE - 10),
      random.between(10, SIZE - 10),
      random.between(5, 12),
    ]);
    return make((x, y) => blobs.some(([bx, by, r]) => (x - bx!) ** 2 + (y - by!) ** 2 < r! * r!));
  });
  return {
    'scattered blobs': scattered,
    stripes: [4, 8, 12, 16].map((wide) => make((x) => Math.floor(x / wide) % 2 === 0)),
    rings: [0.55, 0.65, 0.75].map((hole) =>
      make((_, __, u, v) => Math.hypot(u, v) < 0.9 && Math.hypot(u, v) > hole),
    ),
    'a cross': [0.12, 0.2].map((wide) => make((_, __, u, v) => Math.min(Math.abs(u), Math.abs(v)) < wide)),
    'a checkerboard': [20, 40].map((wide) =>
      make((x, y) => (Math.floor(x / wide) + Math.floor(y / wide)) % 2 === 0),
    ),
    crescents: [0.3, 0.45].map((off) =>
      make((_, __, u, v) => Math.hypot(u, v) < 0.9 && Math.hypot(u - off, v) > 0.8),
    ),
  };
}
