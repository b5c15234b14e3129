import { seededRandom } from '../../morphology/random.ts';
import type { GreyFrame } from '../greyFrame.ts';

/** Pictures that are no thyroid ultrasound, for tests and measurements of turning them away. */

/** The frame turned upside down, as a scan saved with the wrong orientation would be. */
export function upsideDown(frame: GreyFrame): GreyFrame {
  const { width, height, pixels } = frame;
  const turned = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++)
    turned.set(pixels.subarray(y * width, (y + 1) * width), (height - 1 - y) * width);
  return { ...frame, pixels: turned };
}

/** Independent grey values. */
export function noise(seed: number, width = 416, height = 320): GreyFrame {
  const random = seededRandom(seed);
  const pixels = Uint8Array.from({ length: width * height }, () => Math.floor(256 * random()));
  return { width, height, pixels, spacingMmPerPx: null };
}

/**
 * A picture with the make-up of a photograph: a bright graded sky, rolling ground with shaded texture, sharp-edged
 * houses with windows.
 */
export function photographLike(seed: number, width = 416, height = 320): GreyFrame {
  const random = seededRandom(seed);
  const pixels = new Uint8Array(width * height);
  const waves = Array.from({ length: 6 }, (_, i) => ({
    rate: (2 ** i * Math.PI) / width,
    phase: 7 * random(),
    height: (height * 0.08) / 1.7 ** i,
  }));
  const skyline = (x: number) =>
    height * 0.55 + waves.reduce((sum, w) => sum + w.height * Math.sin(w.rate * x + w.phase), 0);
  const slope = 0.2 + 0.5 * random();
  for (let x = 0; x < width; x++) {
    const top = skyline(x);
    for (let y = 0; y < height; y++) {
      const sky = 235 - 70 * (y / height) * slope;
      const ground = 70 + 60 * ((y - top) / height) + 25 * Math.sin(0.21 * x + 0.13 * y) * random();
      pixels[y * width + x] = Math.max(0, Math.min(255, y < top ? sky : ground));
    }
  }
  for (let house = 0; house < 4; house++) {
    const w = 40 + Math.floor(50 * random());
    const left = Math.floor((width - w) * random());
    const bottom = Math.floor(Math.min(height - 5, skyline(left + w / 2) + 30));
    const tall = 50 + Math.floor(60 * random());
    const wall = 110 + 110 * random();
    for (let y = Math.max(0, bottom - tall); y < bottom; y++)
      for (let x = left; x < left + w; x++) {
        const window = (x - left) % 18 > 6 && (bottom - y) % 22 > 9;
        pixels[y * width + x] = window ? 40 : wall;
      }
  }
  return { width, height, pixels, spacingMmPerPx: null };
}
