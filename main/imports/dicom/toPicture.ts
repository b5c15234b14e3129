import type { DicomDataset } from 'dcmjs';
import type { Picture } from '../colourPicture.ts';
import { number, numbers } from './dataset.ts';
import type { FrameSamples } from './frameSamples.ts';
import { readPalette } from './palette.ts';
import type { PixelLayout } from './pixelLayout.ts';

/** Turns samples into 8-bit grey or red-green-blue as a viewer would show them. */
export function toPicture(dataset: DicomDataset, { bytes, layout }: FrameSamples): Picture {
  const size = { width: layout.columns, height: layout.rows };
  if (layout.samples === 3) return { ...size, channels: 3, data: toRgb(bytes, layout) };
  const values = readValues(bytes, layout);
  if (layout.photometric === 'PALETTE COLOR') {
    return { ...size, channels: 3, data: readPalette(dataset)(values) };
  }
  return { ...size, channels: 1, data: toGreyLevels(dataset, values, layout) };
}

/** Stored values: the bits below the high bit, with their sign (PS3.5 8.1.1). */
function readValues(bytes: Uint8Array, layout: PixelLayout): Int32Array {
  const count = layout.rows * layout.columns;
  const values = new Int32Array(count);
  const shift = layout.highBit - layout.bitsStored + 1;
  const mask = 2 ** layout.bitsStored - 1;
  const signBit = layout.signed ? 2 ** (layout.bitsStored - 1) : 0;
  for (let i = 0; i < count; i++) {
    const raw = layout.bitsAllocated === 8 ? bytes[i]! : bytes[2 * i]! | (bytes[2 * i + 1]! << 8);
    const value = (raw >> shift) & mask;
    values[i] = value & signBit ? value - 2 * signBit : value;
  }
  return values;
}

/**
 * Rescale, window, 8 bits (PS3.3 C.11.1 and C.11.2.1.2.1). Without a window 8 stored bits stay as they are; deeper
 * values are spread from the least to the largest of the frame.
 */
function toGreyLevels(dataset: DicomDataset, values: Int32Array, layout: PixelLayout): Uint8Array {
  const slope = number(dataset, '00281053') ?? 1;
  const intercept = number(dataset, '00281052') ?? 0;
  const { low, high } = shownRange(dataset, values, layout, slope, intercept);
  const inverted = layout.photometric === 'MONOCHROME1';
  const grey = new Uint8Array(values.length);
  const scale = high > low ? 255 / (high - low) : 0;
  for (let i = 0; i < values.length; i++) {
    const level = Math.min(255, Math.max(0, Math.round((values[i]! * slope + intercept - low) * scale)));
    grey[i] = inverted ? 255 - level : level;
  }
  return grey;
}

function shownRange(
  dataset: DicomDataset,
  values: Int32Array,
  layout: PixelLayout,
  slope: number,
  intercept: number,
): { low: number; high: number } {
  const centre = numbers(dataset, '00281050')[0];
  const width = numbers(dataset, '00281051')[0];
  if (centre !== undefined && width !== undefined && width >= 1) {
    const low = centre - 0.5 - (width - 1) / 2;
    return { low, high: Math.max(low + width - 1, low + 1e-6) };
  }
  if (layout.bitsStored <= 8 && !layout.signed && slope === 1 && intercept === 0) {
    return { low: 0, high: 2 ** layout.bitsStored - 1 };
  }
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  const ends = [least * slope + intercept, largest * slope + intercept];
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/** Three samples a pixel to red, green, blue; luminance and colour difference by PS3.3 C.7.6.3.1.2. */
function toRgb(bytes: Uint8Array, layout: PixelLayout): Uint8Array {
  const count = layout.rows * layout.columns;
  const rgb = new Uint8ClampedArray(count * 3);
  const put = (pixel: number, a: number, b: number, c: number) => {
    if (layout.photometric === 'RGB') {
      rgb.set([a, b, c], pixel * 3);
      return;
    }
    rgb[pixel * 3] = a + 1.402 * (c - 128);
    rgb[pixel * 3 + 1] = a - 0.344136 * (b - 128) - 0.714136 * (c - 128);
    rgb[pixel * 3 + 2] = a + 1.772 * (b - 128);
  };
  if (layout.photometric === 'YBR_FULL_422') {
    // two luminances, then the colour they share
    for (let i = 0; i + 1 < count; i += 2) {
      put(i, bytes[2 * i]!, bytes[2 * i + 2]!, bytes[2 * i + 3]!);
      put(i + 1, bytes[2 * i + 1]!, bytes[2 * i + 2]!, bytes[2 * i + 3]!);
    }
  } else if (layout.planar) {
    for (let i = 0; i < count; i++) put(i, bytes[i]!, bytes[count + i]!, bytes[2 * count + i]!);
  } else {
    for (let i = 0; i < count; i++) put(i, bytes[3 * i]!, bytes[3 * i + 1]!, bytes[3 * i + 2]!);
  }
  return new Uint8Array(rgb.buffer);
}
