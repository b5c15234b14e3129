import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeText } from '../../app/phantom/glyphs.ts';
import { createCase, getImagePng, openStore, readGreyPng, type Store, setSettings } from '../store/index.ts';
import { originOfPng } from '../store/pngOrigin.ts';
import { temporaryFolder } from '../store/testing/fixtures.ts';
import { mapUid } from './dicom/deidentify.ts';
import { imageHandlers } from './imageHandlers.ts';
import { importFolder } from './importFolder.ts';
import { privacyOf } from './privacy.ts';
import { makeStaging, toNewImage } from './staging.ts';
import { type Element, makeDicom } from './testing/makeDicom.ts';

/** What of a patient in a DICOM file comes into the store, and what does not. */

const WIDTH = 320;
const HEIGHT = 240;
/** Tissue with a black border above, and a name written there. */
const pixels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
  const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
  const tissue = x >= 20 && x < 300 && y >= 40;
  return tissue ? 70 + ((x * 7 + y * 13) % 23) : 0;
});
writeText(pixels, WIDTH, 'SMRPBG 0123', 24, 8, 230, 2);

const IDENTIFYING: Element[] = [
  [0x00080018, 'UI', '1.2.840.99.4.3'],
  [0x00080020, 'DA', '20260301'],
  [0x00080050, 'SH', 'ACC-SECRET'],
  [0x00080080, 'LO', 'SECRET HOSPITAL'],
  [0x00080090, 'PN', 'SECRET^DOCTOR'],
  [0x00081030, 'LO', 'SECRET STUDY'],
  [0x00100010, 'PN', 'SECRET^PATIENT'],
  [0x00100020, 'LO', 'SECRET-ID'],
  [0x00100030, 'DA', '19800102'],
  [0x00101010, 'AS', '046Y'],
  [0x00101040, 'LO', 'SECRET STREET'],
  [0x00104000, 'LT', 'SECRET COMMENT'],
  [0x0020000d, 'UI', '1.2.840.99.4.1'],
  [0x0020000e, 'UI', '1.2.840.99.4.2'],
  [0x00091001, 'LO', 'SECRET PRIVATE'],
];
const NAMES = /SECRET|PATIENT|HOSPITAL|1\.2\.840\.99|19800102|20260301|ACC-/;
const file = makeDicom({ rows: HEIGHT, columns: WIDTH, pixels, elements: IDENTIFYING });

const folder = temporaryFolder();
let store: Store;
beforeAll(() => {
  store = openStore(folder.path);
});
afterAll(() => {
  store.close();
  folder.remove();
});

/** A case from the file; its stored picture and record. */
async function stored(choice: 'blank' | 'keep') {
  const staging = makeStaging(() => privacyOf(store));
  const staged = await staging.add(file, 'SECRET_PATIENT.dcm');
  const image = await toNewImage(staged, choice);
  const made = createCase(store, {
    facts: { label: 'x', ageYears: 46, sex: null, side: null, pole: null, report: '' },
    views: [{ kind: 'transverse', image, spacingMmPerPx: null, spacingSource: null }],
    simulated: false,
  });
  const png = getImagePng(store, made.views[0]!.imageId);
  return { staged, made, png, origin: originOfPng(png)! };
}
/** Everything of the store as it lies in the file. */
function wholeStore(): string {
  const tables = store.db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .pluck()
    .all() as string[];
  return tables
    .flatMap((table) => store.db.prepare(`SELECT * FROM "${table}"`).all())
    .flatMap((row) => Object.values(row as object))
    .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
    .join('\n');
}

describe('a DICOM file', () => {
  test('leaves nothing of the patient in the store but age and sex', async () => {
    const { staged, made, origin } = await stored('blank');
    expect(wholeStore()).not.toMatch(NAMES);
    expect(staged.image.ageYears).toBe(46);
    expect(made.views[0]!.fileName).toMatch(/^DICOM [0-9a-f]{8}$/);
    expect(origin).toMatchObject({ patientIdentityRemoved: 'YES', identifiers: null });
  });

  test('has its UIDs replaced, each always by the same one, of the form 2.25.x', async () => {
    const [first, again] = [await stored('blank'), await stored('blank')];
    const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = first.origin;
    const uids = [studyInstanceUid, seriesInstanceUid, sopInstanceUid];
    for (const uid of uids) expect(uid).toMatch(/^2\.25\.[1-9]\d{20,38}$/);
    expect(new Set(uids).size).toBe(3);
    expect(again.origin.studyInstanceUid).toBe(studyInstanceUid);
    expect(studyInstanceUid!.length).toBeLessThanOrEqual(64);
  });

  test('is mapped otherwise in another store', () => {
    const { secret } = privacyOf(store);
    expect(secret.equals(privacyOf(store).secret)).toBe(true);
    expect(mapUid('1.2.3', Buffer.alloc(32))).not.toBe(mapUid('1.2.3', secret));
    // HMAC-SHA256 of "1.2.3" under 32 zero bytes, worked out with OpenSSL, its first 16 bytes as a version 8 UUID.
    expect(mapUid('1.2.3', Buffer.alloc(32))).toBe('2.25.324811415056543706006559810973732862637');
  });

  test('carries the method and its codes with the picture', async () => {
    const { origin } = await stored('blank');
    expect(origin.deidentificationMethod).toContain('PS3.15');
    expect(origin.deidentificationCodes.map((code) => code.value)).toEqual(['113100', '113108', '113101']);
  });

  test('has its record read again by who looks at the case; one that is none is no record', async () => {
    const { made, png, origin } = await stored('keep');
    const handlers = imageHandlers(
      store,
      makeStaging(() => privacyOf(store)),
    );
    expect(await handlers['image.origin']({ imageId: made.views[0]!.imageId })).toEqual({ origin });
    const spoilt = Buffer.from(
      png.toString('latin1').replace('patientIdentityRemoved', 'x'.repeat(22)),
      'latin1',
    );
    expect(originOfPng(spoilt)).toBeNull();
  });

  test('keeps its identifiers once the administrator has turned them on', async () => {
    setSettings(store, { keepIdentifiers: true });
    try {
      const { made, origin } = await stored('blank');
      expect(origin).toMatchObject({
        patientIdentityRemoved: 'NO',
        identifiers: { patientName: 'SECRET PATIENT', patientId: 'SECRET-ID', birthDate: '19800102' },
      });
      expect(origin.deidentificationCodes.map((code) => code.value)).not.toContain('113100');
      // Still nothing that nobody asked for.
      expect(JSON.stringify(origin)).not.toMatch(/HOSPITAL|DOCTOR|STREET|COMMENT|PRIVATE|1\.2\.840/);
      expect(made.views[0]!.fileName).toBe('SECRET_PATIENT.dcm');
    } finally {
      setSettings(store, { keepIdentifiers: false });
    }
  });
});

describe('writing in the picture', () => {
  test('is painted over before it is stored', async () => {
    const { staged, png, origin } = await stored('blank');
    expect(staged.writing).toHaveLength(1);
    const frame = await readGreyPng(png, null);
    const border = frame.pixels.subarray(0, 38 * WIDTH);
    expect(Math.max(...border)).toBeLessThan(60);
    expect(origin.burnedInText).toBe('blanked');
  });

  test('stays when the person keeps it, and the record says so', async () => {
    const { png, origin } = await stored('keep');
    expect(Math.max(...(await readGreyPng(png, null)).pixels.subarray(0, 38 * WIDTH))).toBe(230);
    expect(origin).toMatchObject({ burnedInText: 'kept', patientIdentityRemoved: 'NO' });
    expect(origin.deidentificationCodes.map((code) => code.value)).not.toContain('113101');
  });

  test('is painted over in every picture of an imported folder', async () => {
    const { created } = await importFolder(
      store,
      [
        {
          name: 'cases.csv',
          base64: Buffer.from('label,transverse\nfolder case,a.dcm\n').toString('base64'),
        },
        { name: 'a.dcm', base64: Buffer.from(file).toString('base64') },
      ],
      () => {},
    );
    expect(created).toHaveLength(1);
    const imageId = store.db
      .prepare('SELECT v.image_id FROM views v JOIN cases c ON c.n = v.case_n WHERE c.id = ?')
      .pluck()
      .get(created[0]!.caseId) as string;
    expect(originOfPng(getImagePng(store, imageId))).toMatchObject({ burnedInText: 'blanked' });
    expect(wholeStore()).not.toMatch(/HOSPITAL|STREET|COMMENT/);
  });
});
