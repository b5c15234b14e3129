import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** Pictures for the specs: speckle with a brighter gland and a dark nodule. Only their being pictures matters here. */
export async function specklePng(seed: number, width = 400, height = 300): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height);
  let state = seed;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const gland = ((x - width / 2) / (width * 0.4)) ** 2 + ((y - height / 2) / (height * 0.35)) ** 2 < 1;
      const nodule = ((x - width * 0.6) / 45) ** 2 + ((y - height * 0.45) / 35) ** 2 < 1;
      pixels[y * width + x] = ((nodule ? 50 : gland ? 120 : 80) * (0.4 + 1.2 * (state / 4294967296))) | 0;
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

/**
 * A picture like a stained smear: violet nuclei on light glass. Seeds 5 and 7 are near enough to real smears for the
 * shipped pack to answer; others it leaves out.
 */
export async function smearPng(seed: number, size = 256): Promise<Buffer> {
  const pixels = Buffer.alloc(size * size * 3);
  for (let i = 0; i < size * size; i++) pixels.set([236, 230, 240], i * 3);
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  for (let nucleus = 0; nucleus < 90; nucleus++) {
    const [cx, cy, radius] = [size * (0.2 + 0.6 * random()), size * (0.2 + 0.6 * random()), 5 + 4 * random()];
    const tint = random() * 30;
    for (let y = Math.max(0, Math.floor(cy - radius)); y < Math.min(size, cy + radius); y++)
      for (let x = Math.max(0, Math.floor(cx - radius)); x < Math.min(size, cx + radius); x++)
        if ((x - cx) ** 2 + (y - cy) ** 2 < radius ** 2)
          pixels.set([70 + tint, 50 + tint, 150 + tint], (y * size + x) * 3);
  }
  return sharp(pixels, { raw: { width: size, height: size, channels: 3 } })
    .png()
    .toBuffer();
}

/** Writes files into a new folder and gives their paths by name. */
export function writeFiles(folder: string, files: Record<string, string | Buffer>): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return [name, path];
    }),
  );
}
