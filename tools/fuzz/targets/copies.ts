import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TransferredCase } from '../../../app/transfer/transferredCase.ts';
import {
  openTestStore,
  TEST_DATA_KEY,
  TEST_SCRYPT_N,
  TEST_STORE,
  TEST_USER,
} from '../../../main/access/testing/testStore.ts';
import { type Draw, pick, spoil } from '../../../main/backend/testing/garbage.ts';
import { makeBackup } from '../../../main/backup/makeBackup.ts';
import { openBackup, prepareRestore } from '../../../main/backup/restore.ts';
import { PREPARING } from '../../../main/backup/swap.ts';
import { readTrailer } from '../../../main/backup/trailer.ts';
import {
  createCase,
  openStore,
  queryWorkList,
  type Store,
  saveAssessment,
} from '../../../main/store/index.ts';
import { recordOutcome } from '../../../main/store/outcomes.ts';
import { makeAssessment, makeCase } from '../../../main/store/testing/fixtures.ts';
import { writeCaseFile } from '../../../main/transfer/caseFile.ts';
import { transferHandlers } from '../../../main/transfer/handlers.ts';
import { takeOutCase } from '../../../main/transfer/takeOut.ts';
import { mutate } from '../mutate.ts';
import { refusedOr, type Target } from '../target.ts';

/** Lengths a header may claim. */
const LENGTHS = [0, 1, 19, 20, 0x7fff, 0xffff, 3_999_999, 4_000_001, 0x7fffffff, 0x80000000, 0xffffffff];

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const json = (value: unknown): Buffer =>
  Buffer.from(JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? Number(one) : one)) ?? 'null');
/** Of what JSON cannot carry (circles, nests without end) nothing can come in a file. */
function spoiltJson(value: unknown, draw: Draw): unknown {
  try {
    return JSON.parse(json(spoil(value, draw)).toString());
  } catch {
    return null;
  }
}

const END_BYTES = 16;

/** A backup cut into content, trailer and end, so that a spoilt trailer still stands where one is looked for. */
function spoilTrailer(backup: Uint8Array, draw: Draw): Uint8Array {
  const whole = Buffer.from(backup);
  const end = whole.subarray(-END_BYTES);
  const length = whole.readUInt32LE(whole.length - END_BYTES - 4);
  const from = whole.length - END_BYTES - 4 - length;
  const content = whole.subarray(0, from);
  const trailer = whole.subarray(from, from + length);
  const what = draw();
  if (what < 0.4) {
    const spoilt = json(spoiltJson(JSON.parse(trailer.toString()), draw));
    return Buffer.concat([content, spoilt, number(spoilt.length), end]);
  }
  if (what < 0.8) {
    const spoilt = Buffer.from(mutate('text', [trailer], draw));
    return Buffer.concat([content, spoilt, number(spoilt.length), end]);
  }
  return Buffer.concat([content, trailer, number(pick(LENGTHS, draw)), end]);
}

/** A backup from a failing disk or an enemy: shown, opened and made ready to restore, or refused; the store stays. */
export async function backups(): Promise<Target> {
  const root = mkdtempSync(join(tmpdir(), 'thyromap-fuzz-'));
  const data = join(root, 'data');
  mkdirSync(data);
  const store = await openTestStore(data);
  const { id } = createCase(store, makeCase({ label: 'present' }));
  saveAssessment(store, makeAssessment(id, 0.4));
  const { file: made } = await makeBackup({
    store,
    dataKey: TEST_DATA_KEY,
    folder: root,
    kind: 'asked',
    appVersion: '1.0.0',
  });
  store.close();
  const good = readFileSync(made);
  const trailer = JSON.stringify(readTrailer(made));
  const file = join(root, 'given.tmbackup');
  const proof = { userId: TEST_USER.userId, passphrase: TEST_USER.passphrase };
  const there = readdirSync(data).sort().join();
  return {
    seeds: [good],
    feed: (_bytes, draw) => {
      const how = draw();
      const bytes = how < 0.02 ? good : how < 0.5 ? mutate('bytes', [good], draw) : spoilTrailer(good, draw);
      writeFileSync(file, bytes);
      return refusedOr(async () => {
        const backup = await openBackup(file, proof);
        if (JSON.stringify(backup.trailer) !== trailer) throw new Error('an altered trailer was believed');
        await prepareRestore(data, backup, { id: null, name: 'fuzz' });
        rmSync(join(data, PREPARING), { recursive: true });
      });
    },
    leftBehind: async () => {
      const now = readdirSync(data).sort().join();
      if (now !== there) return `the data folder holds ${now}`;
      const opened = openStore(data, TEST_STORE);
      const { total } = list(opened);
      opened.close();
      return total === 1 ? null : `${total} cases in the store that was there`;
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

const list = (store: Store) =>
  queryWorkList(store, { search: '', order: 'newest', archived: false, offset: 0, limit: 1 });

const PASSPHRASE = 'for this file only';

/** Ids of one case put into another: what a program that copies carelessly would do, or somebody who wants to overwrite. */
function mixIds(one: TransferredCase, other: TransferredCase, draw: Draw): TransferredCase {
  const idsOf = ({ id, pictures, assessments, outcomes }: TransferredCase): string[] => [
    id,
    ...pictures.map((picture) => picture.id),
    ...assessments.map(({ body }) => body.id),
    ...outcomes.map((outcome) => outcome.id),
  ];
  const text = JSON.stringify(one).replaceAll(pick(idsOf(one), draw), pick(idsOf(other), draw));
  return JSON.parse(text) as TransferredCase;
}

/**
 * A file of cases: damaged on the way, or made whole and sealed with the right passphrase by somebody who puts
 * anything into it. All of it comes in or nothing.
 */
export async function caseFiles(): Promise<Target> {
  const root = mkdtempSync(join(tmpdir(), 'thyromap-fuzz-'));
  const folders = ['here', 'there'].map((name) => join(root, name));
  for (const folder of folders) mkdirSync(folder);
  const here = await openTestStore(folders[0]!);
  const cases = ['A', 'B'].map((label) => {
    const { id } = createCase(here, makeCase({ label }));
    saveAssessment(here, makeAssessment(id, 0.7));
    recordOutcome(here, { caseId: id, lateralMetastasis: true, basis: 'histology' });
    return takeOutCase(here, id);
  });
  here.close();
  const there = await openTestStore(folders[1]!);
  createCase(there, makeCase({ label: 'own' }));
  const handlers = transferHandlers({
    store: there,
    emit: () => {},
    appVersion: '1.0.0',
    storeId: () => '3f2a91c0aaaaaaaaaaaaaaaaaaaaaaaa',
    scryptN: TEST_SCRYPT_N,
  });
  const facts = { madeAt: '2026-10-03T10:00:00.000Z', appVersion: '1.0.0', from: '1234abcd' };
  const sealed = (content: readonly unknown[]) =>
    writeCaseFile(facts, content as TransferredCase[], PASSPHRASE, TEST_SCRYPT_N);
  const good = await sealed(cases);
  const header = good.readUInt32LE(16);
  const spoilHeader = (draw: Draw): Buffer => {
    const before = good.subarray(20, 20 + header);
    const spoilt =
      draw() < 0.5
        ? json(spoiltJson(JSON.parse(before.toString()), draw))
        : Buffer.from(mutate('text', [before], draw));
    const length = draw() < 0.1 ? pick(LENGTHS, draw) : spoilt.length;
    return Buffer.concat([good.subarray(0, 16), number(length), spoilt, good.subarray(20 + header)]);
  };
  const spoilt = async (draw: Draw): Promise<Uint8Array> => {
    const how = draw();
    if (how < 0.02) return good;
    if (how < 0.3) return mutate('bytes', [good], draw);
    if (how < 0.5) return spoilHeader(draw);
    if (how < 0.6) return await sealed([mixIds(cases[0]!, cases[1]!, draw), cases[1]]);
    return await sealed([spoiltJson(cases[0], draw), ...(draw() < 0.5 ? [cases[1]] : [])]);
  };
  return {
    seeds: [good],
    feed: async (_bytes, draw) => {
      const base64 = Buffer.from(await spoilt(draw)).toString('base64');
      const input = { fileName: 'given.tmcases', base64, passphrase: PASSPHRASE };
      const before = list(there).total;
      let added = 0;
      const outcome = await refusedOr(async () => {
        await handlers['transfer.look'](input);
        added = (await handlers['transfer.receive'](input)).added.length;
      });
      if (list(there).total !== before + added) throw new Error('other cases came in than were told');
      return outcome;
    },
    leftBehind: async () => {
      if (there.db.pragma('integrity_check', { simple: true }) !== 'ok') return 'the store is damaged';
      if ((there.db.pragma('foreign_key_check') as unknown[]).length > 0) return 'a row without its case';
      return list(there).total > 0 ? null : 'the store’s own case is gone';
    },
    close: () => {
      there.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
