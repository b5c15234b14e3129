import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import type { IncomingFile, WorkListQuery } from '../../app/contract/channels.ts';
import { makeRandom } from '../../app/phantom/random.ts';
import { TEST_STORE } from '../../main/access/testing/testStore.ts';
import { importFolder } from '../../main/imports/importFolder.ts';
import { generateStore } from '../../main/store/generateStore.ts';
import { createCase, openStore, queryWorkList, type Store, setReviewed } from '../../main/store/index.ts';
import { STORE_FILE_NAME } from '../../main/store/openStore.ts';
import { chooseKey } from '../../main/store/storeLock.ts';
import { median, milliseconds, type Verdict, verdict } from './report.ts';

/** Fewer for a first look on a busy machine; the target is about 100,000. */
const CASES = Number(process.env.THYROMAP_BENCH_CASES ?? 100_000);
const ROUNDS = 40;
const OPENINGS = 7;
const IMPORTS = 60;
const STORED = 30;
const RATIO_MAX = 1.3;
const SEARCHES = ['', 'risk>70', 'stage:2 left upper', 'spiculated', 'microcalcifications capsule', '毛刺'];

type Kind = 'plain' | 'encrypted';
type Times = Record<Kind, number[]>;

/**
 * What encryption costs: the same 100,000 cases twice, plain and SQLCipher, asked in turn in one run. Work list:
 * queries after a write, as in real work. Import: a table with one case and two pictures of 960 × 720, as a person
 * brings it in. Told beside them, without a target: the part of it that writes into the store, and the first page
 * after opening, when nothing is in memory and every page is checked (HMAC-SHA512) before it is read.
 */
export async function encryption(): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-bench-'));
  try {
    const folders: Record<Kind, string> = {
      plain: join(folder, 'plain'),
      encrypted: join(folder, 'encrypted'),
    };
    await generateStore(folders.encrypted, CASES, { store: TEST_STORE });
    copyAsPlain(folders.encrypted, folders.plain);
    const open = (kind: Kind): Store =>
      openStore(folders[kind], {
        auditKey: TEST_STORE.auditKey,
        key: kind === 'plain' ? null : TEST_STORE.key,
      });

    const opening = await inTurn(OPENINGS, (kind) => {
      const start = performance.now();
      const store = open(kind);
      queryWorkList(store, query(''));
      const ms = performance.now() - start;
      store.close();
      return ms;
    });
    const stores: Record<Kind, Store> = { plain: open('plain'), encrypted: open('encrypted') };
    const picture = await speckle();
    let number = 0;
    const random = makeRandom(5);
    const lists = await inTurn(ROUNDS, (kind) => {
      const store = stores[kind];
      const some = queryWorkList(store, query('')).rows[0]!.caseId;
      let ms = 0;
      for (const search of SEARCHES) {
        setReviewed(store, some, random.uniform() < 0.5);
        const start = performance.now();
        queryWorkList(store, query(search));
        ms += performance.now() - start;
      }
      return ms;
    });
    const imports = await inTurn(IMPORTS, async (kind) => {
      const files = tableWith(picture, ++number);
      const start = performance.now();
      const { created } = await importFolder(stores[kind], files, () => {});
      if (created.length !== 1) throw new Error('the case was not imported');
      return performance.now() - start;
    });
    const stored = await inTurn(STORED, (kind) => {
      const start = performance.now();
      addCase(stores[kind], picture, ++number);
      return performance.now() - start;
    });
    for (const store of Object.values(stores)) store.close();

    tell(`work list, ${SEARCHES.length} queries after writes`, lists);
    tell('import of a case with two pictures', imports);
    tell(`  of which storing (2 × ${(picture.length / 1e6).toFixed(1)} MB)`, stored);
    tell('opening and the first page', opening);
    const met = ratio(lists) <= RATIO_MAX && ratio(imports) <= RATIO_MAX;
    return verdict(
      met,
      `encrypted against plain at ${CASES} cases: work list ${ratio(lists).toFixed(2)}, import ${ratio(imports).toFixed(2)} times (target: ${RATIO_MAX}); opening and the first page ${median(opening.encrypted).toFixed(0)} ms against ${median(opening.plain).toFixed(0)} ms`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const query = (search: string): WorkListQuery => ({
  search,
  order: 'newest',
  offset: 0,
  limit: 100,
  archived: false,
});

/** Each round asks both, the first in turn, so that neither always finds the machine as the other left it. */
async function inTurn(rounds: number, work: (kind: Kind) => number | Promise<number>): Promise<Times> {
  const times: Times = { plain: [], encrypted: [] };
  for (let round = 0; round < rounds; round++) {
    const order: Kind[] = round % 2 ? ['plain', 'encrypted'] : ['encrypted', 'plain'];
    for (const kind of order) times[kind].push(await work(kind));
  }
  return times;
}

const ratio = (times: Times): number => median(times.encrypted) / median(times.plain);

function tell(what: string, times: Times): void {
  console.log(what);
  console.log(`  encrypted ${milliseconds(times.encrypted)}`);
  console.log(`  plain     ${milliseconds(times.plain)}   ${ratio(times).toFixed(2)} times`);
}

/** The same pages in the same order, without the encryption. */
function copyAsPlain(from: string, to: string): void {
  mkdirSync(to);
  copyFileSync(join(from, STORE_FILE_NAME), join(to, STORE_FILE_NAME));
  const db = new Database(join(to, STORE_FILE_NAME));
  chooseKey(db, TEST_STORE.key!);
  db.pragma('journal_mode = DELETE');
  db.pragma("rekey = ''");
  db.close();
}

/** Does not compress well, like an ultrasound frame. */
async function speckle(): Promise<Buffer> {
  const random = makeRandom(9);
  const pixels = new Uint8Array(960 * 720).map(() => 40 + Math.floor(random.uniform() * 120));
  return await sharp(pixels, { raw: { width: 960, height: 720, channels: 1 } })
    .png()
    .toBuffer();
}

/** A table of one case with its two pictures, each time other ones. */
function tableWith(png: Buffer, number: number): IncomingFile[] {
  const table = `label,transverse,longitudinal,age,sex\nImport ${number},t.png,l.png,43,F\n`;
  const file = (name: string, bytes: Buffer): IncomingFile => ({ name, base64: bytes.toString('base64') });
  // Bytes after a PNG's end are not read; they make each file another one.
  const other = (view: string): Buffer => Buffer.concat([png, Buffer.from(`${view} ${number}`)]);
  return [file('cases.csv', Buffer.from(table)), file('t.png', other('t')), file('l.png', other('l'))];
}

function addCase(store: Store, png: Buffer, number: number): void {
  createCase(store, {
    facts: {
      label: `Import ${number}`,
      ageYears: 43,
      sex: 'F',
      side: 'left',
      pole: 'upper',
      report: 'Hypoechoic nodule with microcalcifications, abutting the capsule.',
    },
    simulated: true,
    views: (['transverse', 'longitudinal'] as const).map((kind) => ({
      kind,
      image: {
        png,
        width: 960,
        height: 720,
        sha256: `${number}${kind}`.padStart(64, '0').replace(/[^0-9a-f]/g, '0'),
        fileName: `${number}-${kind}.png`,
        colour: false,
      },
      spacingMmPerPx: 0.07,
      spacingSource: 'entered',
    })),
  });
}
