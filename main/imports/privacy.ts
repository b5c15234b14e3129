import type { BurnedInChoice } from '../../app/contract/channels.ts';
import { blankText, findBurnedInText } from '../../app/image/burnedInText.ts';
import type { Box, GreyFrame } from '../../app/image/greyFrame.ts';
import { tissueBox } from '../../app/image/tissueBox.ts';
import { getSettings, type Store } from '../store/index.ts';
import { uidSecret } from '../store/uidSecret.ts';
import type { Privacy } from './dicom/deidentify.ts';

/** What this store wants done with identifiers, asked at each file: the administrator may change it meanwhile. */
export function privacyOf(store: Store): Privacy {
  return { secret: uidSecret(store), keepIdentifiers: getSettings(store).keepIdentifiers };
}

/** Lines of writing in a frame, beside the tissue and on it. */
export function findWriting(frame: GreyFrame): Box[] {
  return findBurnedInText(frame, tissueBox(frame));
}

/** The frame as it is stored, and what was done about the writing. */
export function cleanFrame(
  frame: GreyFrame,
  writing: readonly Box[],
  choice: BurnedInChoice,
): { frame: GreyFrame; burnedInText: 'none' | 'blanked' | 'kept' } {
  if (writing.length === 0) return { frame, burnedInText: 'none' };
  if (choice === 'keep') return { frame, burnedInText: 'kept' };
  return { frame: blankText(frame, writing), burnedInText: 'blanked' };
}

/**
 * The name a picture is stored under. A DICOM file's own name is often the patient's or holds its UID: without
 * identifiers it goes by the beginning of its fingerprint.
 */
export function storedFileName(
  fileName: string,
  format: string,
  sha256: string,
  keepIdentifiers: boolean,
): string {
  return format === 'dicom' && !keepIdentifiers ? `DICOM ${sha256.slice(0, 8)}` : fileName;
}
