import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { REPORT_CHARACTERS_MAX, type ViewKind } from '../../app/case/patientCase.ts';
import { FailureError } from '../../app/failure.ts';
import { decodeImage } from '../imports/decodeImage.ts';
import type { ViewInput } from '../pipeline/assessInput.ts';

/** A file's bytes, or a failure that names it. */
export function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new FailureError('cli.cannotRead', { file }, error instanceof Error ? error.message : undefined);
  }
}

/** A report from a text file, UTF-8; longer text than the store takes is cut there, far beyond the 50 tokens read. */
export function readReportFile(file: string): string {
  return new TextDecoder('utf-8').decode(readBytes(file)).slice(0, REPORT_CHARACTERS_MAX);
}

/** One picture as a view of the pipeline; a given spacing overrides the file's own. */
export async function readView(
  kind: ViewKind,
  bytes: Uint8Array,
  file: string,
  spacingMmPerPx: number | null,
): Promise<{ view: ViewInput; ageYears: number | null; sex: 'F' | 'M' | null }> {
  const image = await decodeImage(bytes, basename(file));
  return {
    ageYears: image.ageYears,
    sex: image.sex,
    view: {
      kind,
      imageId: createHash('sha256').update(bytes).digest('hex'),
      frame: spacingMmPerPx === null ? image.frame : { ...image.frame, spacingMmPerPx },
      spacingSource: spacingMmPerPx === null ? image.spacingSource : 'entered',
      colour: image.colour,
      handNodule: null,
      handGland: null,
      chosenNodule: 0,
    },
  };
}
