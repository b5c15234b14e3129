import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../app/failure.ts';
import { openTestStore, TEST_SCRYPT_N, TEST_USER } from '../access/testing/testStore.ts';
import { listAudit, verifyAudit } from '../store/audit.ts';
import {
  addSmear,
  changeCase,
  createCase,
  getAssessment,
  getCaseBundle,
  getImagePng,
  type Store,
  saveAssessment,
} from '../store/index.ts';
import { listOutcomes, recordOutcome } from '../store/outcomes.ts';
import { makeAssessment, makeCase, makeImage, temporaryFolder } from '../store/testing/fixtures.ts';
import { addUser } from '../store/users.ts';
import { readCaseFile, writeCaseFile } from './caseFile.ts';
import { transferHandlers } from './handlers.ts';
import { takeOutCase } from './takeOut.ts';

let folder: ReturnType<typeof temporaryFolder>;
let here: Store;
let there: Store;
let caseId: string;
let assessmentId: string;
const PASSPHRASE = 'for this file only';

beforeEach(async () => {
  folder = temporaryFolder();
  for (const name of ['here', 'there']) mkdirSync(join(folder.path, name));
  here = await openTestStore(join(folder.path, 'here'));
  there = await openTestStore(join(folder.path, 'there'));
  const { id, name } = addUser(here, { name: TEST_USER.name, role: 'administrator' });
  here.actor = { id, name };
  ({ id: caseId } = createCase(here, makeCase({ label: 'Wang Fang' })));
  addSmear(here, caseId, makeImage('b'.repeat(64)));
  const assessment = makeAssessment(caseId, 0.84, { packVersion: '0.9.1', caseRevision: 2 });
  assessmentId = assessment.id;
  saveAssessment(here, assessment);
  recordOutcome(here, { caseId, lateralMetastasis: true, basis: 'histology' });
});
afterEach(() => {
  here.close();
  there.close();
  folder.remove();
});

const of = (store: Store) =>
  transferHandlers({
    store,
    emit: () => {},
    appVersion: '1.0.0',
    storeId: () => '3f2a91c0aaaaaaaaaaaaaaaaaaaaaaaa',
    scryptN: TEST_SCRYPT_N,
  });
const exported = async (passphrase = PASSPHRASE) =>
  await of(here)['transfer.export']({ caseIds: [caseId], passphrase });
const incoming = (file: { fileName: string; base64: string }, passphrase = PASSPHRASE) => ({
  ...file,
  passphrase,
});
async function codeOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (thrown) {
    const { failure } = thrown as { failure?: Failure };
    if (failure) return failure.code;
    throw thrown;
  }
  return 'done';
}
const actions = (store: Store) =>
  listAudit(
    store,
    { userId: null, action: null, caseId: null, from: null, to: null },
    { offset: 0, limit: 20 },
  ).rows.map(({ action }) => action);

describe('a case that goes to another workstation', () => {
  test('arrives with pictures, assessments, outcomes and who made them, and both logs say so', async () => {
    const file = await exported();
    expect(Buffer.from(file.base64, 'base64').includes('Wang Fang')).toBe(false);
    const seen = await of(there)['transfer.look'](incoming(file));
    expect(seen.cases).toMatchObject([{ label: 'Wang Fang', arrival: 'new', assessments: 1, outcomes: 1 }]);
    const { added } = await of(there)['transfer.receive'](incoming(file));
    expect(added).toEqual([caseId]);

    const [was, is] = [getCaseBundle(here, caseId), getCaseBundle(there, caseId)];
    expect(is.case).toEqual(was.case);
    expect(getAssessment(there, assessmentId)).toEqual(getAssessment(here, assessmentId));
    expect(is.history).toMatchObject([{ packVersion: '0.9.1', createdBy: `${TEST_USER.name} @ 3f2a91c0` }]);
    expect(listOutcomes(there, caseId)).toMatchObject([{ lateralMetastasis: true, basis: 'histology' }]);
    for (const { imageId } of was.case.views)
      expect(getImagePng(there, imageId)).toEqual(getImagePng(here, imageId));
    expect(there.db.prepare('SELECT count(*) FROM smears').pluck().get()).toBe(1);
    expect(actions(here)[0]).toBe('data.exported');
    expect(actions(there)[0]).toBe('case.received');
    expect(verifyAudit(there, Buffer.alloc(32)).fault).toMatch(/^head/);
    expect(there.db.pragma('foreign_key_check')).toEqual([]);
  });

  test('brought in twice is there once; another version is kept as its own, once', async () => {
    const first = await exported();
    await of(there)['transfer.receive'](incoming(first));
    expect(await of(there)['transfer.receive'](incoming(first))).toEqual({ added: [], alreadyHere: 1 });

    changeCase(here, { caseId, facts: { ageYears: 51 } });
    saveAssessment(here, makeAssessment(caseId, 0.31, { caseRevision: 3 }));
    const second = await exported();
    expect((await of(there)['transfer.look'](incoming(second))).cases[0]!.arrival).toBe('otherVersion');
    const { added } = await of(there)['transfer.receive'](incoming(second));
    expect(added).toHaveLength(1);
    expect(added[0]).not.toBe(caseId);
    expect(await of(there)['transfer.receive'](incoming(second))).toEqual({ added: [], alreadyHere: 1 });
    // The one that was here is as it was; the other one says what it said where it comes from.
    expect(getCaseBundle(there, caseId).case.ageYears).toBe(43);
    const other = getCaseBundle(there, added[0]!);
    expect(other.case.ageYears).toBe(51);
    expect(other.assessment).toMatchObject({ caseId: added[0], risk: { probability: 0.31 } });
    expect(other.history).toHaveLength(2);
    expect(there.db.prepare('SELECT count(*) FROM cases').pluck().get()).toBe(2);
  });
});

test('a wrong passphrase, damage anywhere or another file is refused by name, and nothing comes in', async () => {
  const file = await exported();
  const bytes = Buffer.from(file.base64, 'base64');
  const tried = (changed: Buffer, passphrase = PASSPHRASE) =>
    codeOf(() =>
      of(there)['transfer.receive'](incoming({ ...file, base64: changed.toString('base64') }, passphrase)),
    );
  expect(await tried(bytes, 'not this one')).toBe('transfer.wrongPassphrase');
  expect(await tried(Buffer.from('a text'))).toBe('transfer.notOne');
  expect(await tried(bytes.subarray(0, -40))).toBe('transfer.damaged');
  expect(await tried(Buffer.concat([bytes, Buffer.from('more')]))).toBe('transfer.damaged');
  for (const at of [20, 60, 200, 400, bytes.length - 20]) {
    const turned = Buffer.from(bytes);
    turned[at] = turned[at]! ^ 4;
    expect(await tried(turned), `bit at ${at}`).toMatch(/^transfer\.(damaged|wrongPassphrase)$/);
  }
  expect(there.db.prepare('SELECT count(*) FROM cases').pluck().get()).toBe(0);
});

test('a small file that unpacks to more than the memory should hold is refused before it is unpacked', async () => {
  const one = takeOutCase(here, caseId);
  const long = { ...one, assessments: [] };
  const bomb = { ...long, pictures: [{ ...one.pictures[0]!, pngBase64: 'A'.repeat(2_000_000) }] };
  const facts = { madeAt: '2026-10-03T10:00:00.000Z', appVersion: '1.0.0', from: '3f2a91c0' };
  const other = { ...bomb, id: `${one.id.slice(0, -1)}${one.id.endsWith('0') ? 1 : 0}` };
  const file = await writeCaseFile(facts, [bomb, other], PASSPHRASE, TEST_SCRYPT_N);
  expect(file.length).toBeLessThan(20_000);
  expect((await readCaseFile(file, 'bomb', PASSPHRASE)).cases).toHaveLength(2);
  expect(await codeOf(() => readCaseFile(file, 'bomb', PASSPHRASE, { unpackedBytesMax: 3_000_000 }))).toBe(
    'transfer.damaged',
  );
});

test('a file whose ids are those of another case here is refused, and nothing of it comes in', async () => {
  const own = createCase(there, makeCase({ label: 'own' }));
  const [taken] = getCaseBundle(there, own.id).case.views;
  const one = takeOutCase(here, caseId);
  const text = JSON.stringify(one).replaceAll(one.pictures[0]!.id, taken!.imageId);
  const facts = { madeAt: '2026-10-03T10:00:00.000Z', appVersion: '1.0.0', from: '3f2a91c0' };
  const file = await writeCaseFile(facts, [JSON.parse(text)], PASSPHRASE, TEST_SCRYPT_N);
  const input = incoming({ fileName: 'x.tmcases', base64: file.toString('base64') });
  expect(await codeOf(() => of(there)['transfer.receive'](input))).toBe('transfer.damaged');
  expect(there.db.prepare('SELECT count(*) FROM cases').pluck().get()).toBe(1);
});
