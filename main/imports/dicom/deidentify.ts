import { createHmac } from 'node:crypto';
import type { DicomDataset } from 'dcmjs';
import type { Identifiers, ImageOrigin } from '../../../app/image/imageOrigin.ts';
import { text } from './dataset.ts';

/**
 * De-identification by DICOM PS3.15 annex E, Basic Application Level Confidentiality Profile. Nothing of a file comes
 * into the store but what is named in this folder: pixels, scale, age, sex, side and view. Its UIDs are replaced, each
 * by the same one whenever it comes to this store, so that pictures of one study can be told to belong together.
 */

/** What a store decides about identifiers. */
export type Privacy = {
  /** Of this store alone; without it a mapped UID leads back to nothing. */
  secret: Buffer;
  /** The administrator has turned identifiers on. */
  keepIdentifiers: boolean;
};

/** What a file gives beside its picture; writing in the picture is found later. */
export type FileOrigin = Pick<
  ImageOrigin,
  'studyInstanceUid' | 'seriesInstanceUid' | 'sopInstanceUid' | 'identifiers'
>;

export const NO_FILE_ORIGIN: FileOrigin = {
  studyInstanceUid: null,
  seriesInstanceUid: null,
  sopInstanceUid: null,
  identifiers: null,
};

export function readFileOrigin(dataset: DicomDataset, privacy: Privacy): FileOrigin {
  const mapped = (tag: string): string | null => {
    const uid = text(dataset, tag);
    return uid === null ? null : mapUid(uid, privacy.secret);
  };
  return {
    studyInstanceUid: mapped('0020000D'),
    seriesInstanceUid: mapped('0020000E'),
    sopInstanceUid: mapped('00080018'),
    identifiers: privacy.keepIdentifiers ? readIdentifiers(dataset) : null,
  };
}

/**
 * Another UID for a UID: `2.25.` and a UUID as a decimal number (PS3.5 B.2), the UUID being of version 8 (RFC 9562
 * 5.8) and made of HMAC-SHA256 under the store's secret. The same UID gives the same; without the secret it cannot be
 * traced back by trying.
 */
export function mapUid(uid: string, secret: Buffer): string {
  const bytes = createHmac('sha256', secret).update(uid).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
}

/** Patient's Name, Patient ID, Patient's Birth Date, Study Date, Accession Number. */
function readIdentifiers(dataset: DicomDataset): Identifiers {
  return {
    patientName: patientName(dataset),
    patientId: text(dataset, '00100020')?.slice(0, 100) ?? null,
    birthDate: text(dataset, '00100030')?.slice(0, 20) ?? null,
    studyDate: text(dataset, '00080020')?.slice(0, 20) ?? null,
    accessionNumber: text(dataset, '00080050')?.slice(0, 100) ?? null,
  };
}

/** dcmjs gives a name as its groups (PS3.5 6.2.1.1): alphabetic, ideographic, phonetic. */
function patientName(dataset: DicomDataset): string | null {
  const value: unknown = dataset['00100010']?.Value?.[0];
  const groups =
    typeof value === 'object' && value !== null && !(value instanceof String)
      ? ['Ideographic', 'Alphabetic'].map((group) => (value as Record<string, unknown>)[group])
      : [text(dataset, '00100010')];
  const name = groups.find((group) => typeof group === 'string' && group.trim() !== '');
  return typeof name === 'string' ? name.replaceAll('^', ' ').trim().slice(0, 400) : null;
}

/** PS3.16 CID 7050. */
const CODES = {
  basicProfile: { value: '113100', meaning: 'Basic Application Confidentiality Profile' },
  cleanPixels: { value: '113101', meaning: 'Clean Pixel Data Option' },
  patientCharacteristics: { value: '113108', meaning: 'Retain Patient Characteristics Option' },
} as const;

/** The record of what was done to a picture before it was stored. */
export function originOf(file: FileOrigin, burnedInText: ImageOrigin['burnedInText']): ImageOrigin {
  const removed = file.identifiers === null && burnedInText !== 'kept';
  return {
    ...file,
    burnedInText,
    patientIdentityRemoved: removed ? 'YES' : 'NO',
    deidentificationMethod: removed
      ? 'ThyroMap: PS3.15 Basic Profile; age and sex retained; UIDs mapped by keyed hash; writing in the picture found and blanked'
      : file.identifiers === null
        ? 'ThyroMap: attributes by PS3.15 Basic Profile; writing in the picture kept by a person'
        : 'ThyroMap: identifiers retained by the administrator; UIDs mapped by keyed hash',
    deidentificationCodes: [
      ...(file.identifiers === null ? [CODES.basicProfile, CODES.patientCharacteristics] : []),
      ...(burnedInText === 'kept' ? [] : [CODES.cleanPixels]),
    ],
  };
}
