import type { DicomDataset } from 'dcmjs';
import { FailureError } from '../../../app/failure.ts';
import { number, text } from './dataset.ts';

/** The Image Pixel module (PS3.3 C.7.6.3) as far as it is read. */
export type PixelLayout = {
  rows: number;
  columns: number;
  frames: number;
  samples: 1 | 3;
  bitsAllocated: 8 | 16;
  bitsStored: number;
  highBit: number;
  signed: boolean;
  /** Samples stand in planes (RRR…GGG…BBB) instead of pixel by pixel. */
  planar: boolean;
  photometric: string;
};

const PHOTOMETRIC: Record<string, 1 | 3> = {
  MONOCHROME1: 1,
  MONOCHROME2: 1,
  'PALETTE COLOR': 1,
  RGB: 3,
  YBR_FULL: 3,
  YBR_FULL_422: 3,
  // JPEG 2000 only: its decoder gives red, green, blue
  YBR_RCT: 3,
  YBR_ICT: 3,
};

/** Reads and checks the layout; throws `dicom.unsupportedPixels` saying what cannot be read. */
export function readPixelLayout(dataset: DicomDataset, fileName: string): PixelLayout {
  const refuse = (what: string) => new FailureError('dicom.unsupportedPixels', { file: fileName, what });
  const photometric = text(dataset, '00280004') ?? '?';
  const samples = number(dataset, '00280002') ?? 1;
  const bitsAllocated = number(dataset, '00280100') ?? 8;
  const bitsStored = number(dataset, '00280101') ?? bitsAllocated;
  const highBit = number(dataset, '00280102') ?? bitsStored - 1;
  if (PHOTOMETRIC[photometric] !== samples) throw refuse(`${photometric} (${samples})`);
  if (bitsAllocated !== 8 && bitsAllocated !== 16) throw refuse(`${bitsAllocated} bits`);
  if (samples === 3 && bitsAllocated !== 8) throw refuse(`${photometric}, ${bitsAllocated} bits`);
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit >= bitsAllocated || highBit < bitsStored - 1) {
    throw refuse(`${bitsStored}/${highBit}/${bitsAllocated} bits`);
  }
  return {
    rows: number(dataset, '00280010') ?? 0,
    columns: number(dataset, '00280011') ?? 0,
    frames: Math.max(1, Math.floor(number(dataset, '00280008') ?? 1)),
    samples: samples as 1 | 3,
    bitsAllocated,
    bitsStored,
    highBit,
    signed: number(dataset, '00280103') === 1,
    planar: number(dataset, '00280006') === 1,
    photometric,
  };
}

/** Bytes of one uncompressed frame. YBR_FULL_422 halves the two colour samples (C.7.6.3.1.2). */
export function frameBytes(layout: PixelLayout): number {
  const perPixel = layout.photometric === 'YBR_FULL_422' ? 2 : layout.samples * (layout.bitsAllocated / 8);
  return layout.rows * layout.columns * perPixel;
}
