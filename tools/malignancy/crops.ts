import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Box, GreyFrame } from '../../app/image/greyFrame.ts';
import { boxToInput } from '../../app/image/networkInput.ts';
import { noduleCrop, placeNodule } from '../../app/malignancy/noduleCrop.ts';
import { prepared } from '../segmentationNetworks.ts';

/** What the malignancy networks are trained on: a crop around each drawn box, wider than any network's input. */
export type TrainingCrop = {
  readonly name: string;
  readonly malignant: boolean | null;
  readonly box: Box;
  readonly pixels: Uint8Array;
};

export const CROP_SIZE = 288;
/** A crop of 1.8 × the box at 160 pixels lies in it pixel for pixel. */
export const CROP_FACTOR = 3.24;

/** Through the product's own preparation and crop; `box` comes back in crop pixels. */
export function trainingCrop(frame: GreyFrame, box: Box): Pick<TrainingCrop, 'box' | 'pixels'> {
  const { input } = noduleCrop(prepared(frame), box, CROP_FACTOR, CROP_SIZE);
  return {
    box: boxToInput(box, placeNodule(box, CROP_FACTOR, CROP_SIZE)),
    pixels: Uint8Array.from(input, (value) => Math.round(value * 255)),
  };
}

/** `NAME.crops.u8` and `NAME.json`, as models/training/malignancy_data.py reads them. */
export function writeCrops(folder: string, name: string, crops: readonly TrainingCrop[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.crops.u8`), Buffer.concat(crops.map((crop) => crop.pixels)));
  const rows = crops.map(({ name: id, malignant, box }) => ({
    name: id,
    malignant,
    width: box.width,
    height: box.height,
  }));
  writeFileSync(
    path.join(folder, `${name}.json`),
    `${JSON.stringify({ size: CROP_SIZE, factor: CROP_FACTOR, rows })}\n`,
  );
  console.log(`${name}: ${crops.length} crops of ${CROP_SIZE}×${CROP_SIZE}`);
}
