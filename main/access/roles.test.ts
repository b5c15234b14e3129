import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROLES, type Role, roleAllows } from '../../app/contract/access.ts';
import { CHANNELS, type ChannelName, needOf } from '../../app/contract/channels.ts';
import { type Backend, createBackend } from '../backend/backend.ts';
import { createCase } from '../store/index.ts';
import { makeCase, temporaryFolder } from '../store/testing/fixtures.ts';
import { openTestStore, TEST_DATA_KEY, TEST_SCRYPT_N, TEST_USER } from './testing/testStore.ts';

let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
let events: string[];
let caseId: string;
beforeEach(async () => {
  folder = temporaryFolder();
  events = [];
  const store = await openTestStore(folder.path);
  ({ id: caseId } = createCase(store, makeCase()));
  store.close();
  backend = createBackend({
    host: 'web',
    hostReason: null,
    version: '1.0.0',
    dataFolder: folder.path,
    packsFolder: join(folder.path, 'no-packs'),
    startInference: async () => {
      throw new Error('no networks in this test');
    },
    emit: (name) => events.push(name),
    checkOutputs: true,
    scryptN: TEST_SCRYPT_N,
  });
  await backend.ready;
});
afterEach(async () => {
  await backend.close();
  folder.remove();
});

const code = async (name: ChannelName, input: unknown): Promise<string | null> => {
  const reply = await backend.dispatch(name, input);
  return reply.ok ? null : reply.failure.code;
};
// biome-ignore lint/suspicious/noExplicitAny: each answer is held against the contract by `checkOutputs`
const value = async (name: ChannelName, input: unknown): Promise<any> => {
  const reply = await backend.dispatch(name, input);
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
};
const NAMES = Object.keys(CHANNELS) as ChannelName[];

/** A well-formed input for every channel; most name things that are not there. */
const INPUTS: { [N in ChannelName]?: unknown } = {
  'settings.set': { prevalence: 0.3 },
  'image.stage': { file: { name: 'a.png', base64: 'AAAA' } },
  'image.stageFrame': { stagedId: 'x', frame: 0 },
  'image.discard': { stagedId: 'x' },
  'image.get': { imageId: 'x' },
  'case.create': {
    facts: makeCase().facts,
    views: [{ stagedId: 'x', kind: 'transverse', spacingMmPerPx: null, spacingSource: null }],
  },
  'access.setUp': { name: 'x', passphrase: 'x'.repeat(8) },
  'access.unlock': { userId: 'x', passphrase: 'x' },
  'access.recover': { code: 'x', userId: 'x', passphrase: 'x'.repeat(8) },
  'access.lock': { toSwitch: false },
  'access.changePassphrase': { present: 'x', next: 'x'.repeat(8) },
  'access.newRecoveryCode': { passphrase: 'x' },
  'access.useKeychain': { passphrase: 'x', use: false },
  'user.add': { name: 'x', role: 'reader', passphrase: 'x'.repeat(8) },
  'user.change': { userId: 'x' },
  'user.setPassphrase': { userId: 'x', passphrase: 'x'.repeat(8) },
  'draft.keep': { key: 'x', value: null },
  'case.setArchived': { caseIds: [], archived: true },
  'case.delete': { caseIds: [] },
  'case.undelete': { caseIds: [] },
  'assessment.start': { caseIds: ['x'] },
  'pack.import': { files: [{ name: 'x.zip', base64: 'AAAA' }] },
  'pack.setActive': { sha256: 'x', active: true },
  'cytology.add': { caseId: 'x', files: [{ name: 'a.png', base64: 'AAAA' }] },
};
const GENERAL = {
  caseId: 'x',
  caseIds: ['x'],
  imageId: 'x',
  jobId: 'x',
  assessmentId: 'x',
  folder: 'x',
  files: [],
};
const inputOf = (name: ChannelName): unknown =>
  INPUTS[name] ?? (CHANNELS[name].input.safeParse({}).success ? {} : { ...GENERAL, reviewed: true });

describe('without anybody signed in', () => {
  test('every request is refused but those about signing in', async () => {
    for (const name of NAMES.filter((one) => CHANNELS[one].needs !== 'anyone')) {
      const found = await code(name, inputOf(name));
      if (found !== 'contract.badInput') expect(found, name).toBe('access.locked');
    }
  });

  test('locking ends every right at once and tells no event of a case', async () => {
    await backend.unlockWithKey(TEST_DATA_KEY);
    expect(await code('case.get', { caseId })).toBeNull();
    await value('access.lock', { toSwitch: false });
    events.length = 0;
    expect(await code('case.get', { caseId })).toBe('access.locked');
    expect(await code('settings.set', { prevalence: 0.2 })).toBe('access.locked');
    expect(events).toEqual([]);
  });
});

/** These end the session, cost a real passphrase's half second each, or draw pictures for a minute. */
const SLOW =
  /^(access\.(lock|changePassphrase|newRecoveryCode|useKeychain|unlock|recover)|case\.addExamples)$/;

describe('each role', () => {
  const signInAs = async (role: Role): Promise<void> => {
    await backend.unlockWithKey(TEST_DATA_KEY);
    if (role === 'administrator') return;
    const { users } = await value('user.add', { name: role, role, passphrase: 'a passphrase' });
    const { id } = users.find((user: { name: string }) => user.name === role);
    await value('access.lock', { toSwitch: true });
    await value('access.unlock', { userId: id, passphrase: 'a passphrase' });
  };

  test.each(ROLES)('%s is refused exactly what needs more', async (role) => {
    await signInAs(role);
    const refused: string[] = [];
    const wanted: string[] = [];
    for (const name of NAMES) {
      if (SLOW.test(name)) continue;
      const input = inputOf(name);
      const found = await code(name, input);
      if (found === 'contract.badInput') continue;
      if (found?.startsWith('access.needs.')) refused.push(name);
      if (!roleAllows(role, needOf(name, input))) wanted.push(name);
    }
    expect(refused).toEqual(wanted);
    if (role === 'reader')
      expect(refused).toEqual(expect.arrayContaining(['case.create', 'user.add', 'pack.import']));
    if (role === 'administrator') expect(refused).toEqual([]);
  });
});

describe('people', () => {
  beforeEach(() => backend.unlockWithKey(TEST_DATA_KEY));
  const people = async () => (await value('user.list', {})).users as { id: string; name: string }[];

  test('the first person is the one administrator and stays one', async () => {
    expect(await people()).toMatchObject([
      { name: TEST_USER.name, role: 'administrator', hasPassphrase: true },
    ]);
    const [first] = await people();
    expect(await code('user.change', { userId: first!.id, role: 'reader' })).toBe('user.lastAdministrator');
    expect(await code('user.change', { userId: first!.id, closed: true })).toBe('user.lastAdministrator');
    expect(await code('user.add', { name: 'DR TEST', role: 'reader', passphrase: 'a passphrase' })).toBe(
      'user.nameTaken',
    );
  });

  test('a closed profile no longer signs in; a new passphrase opens it again', async () => {
    const { users } = await value('user.add', { name: 'Ben', role: 'clinician', passphrase: 'a passphrase' });
    const userId = users[1].id;
    await value('user.change', { userId, closed: true });
    await value('access.lock', { toSwitch: true });
    const state = await value('access.state', {});
    expect(state.users.map((user: { name: string }) => user.name)).toEqual([TEST_USER.name]);
    expect(await code('access.unlock', { userId, passphrase: 'a passphrase' })).toBe(
      'access.wrongPassphrase',
    );
    await backend.unlockWithKey(TEST_DATA_KEY);
    await value('user.setPassphrase', { userId, passphrase: 'another passphrase' });
    await value('access.lock', { toSwitch: true });
    await value('access.unlock', { userId, passphrase: 'another passphrase' });
    expect(await value('access.state', {})).toMatchObject({ user: { name: 'Ben', role: 'clinician' } });
  });

  test('each sees their own drafts only', async () => {
    await value('draft.keep', { key: 'report', value: 'Hypoechoic' });
    const { users } = await value('user.add', { name: 'Ben', role: 'clinician', passphrase: 'a passphrase' });
    await value('access.lock', { toSwitch: true });
    await value('access.unlock', { userId: users[1].id, passphrase: 'a passphrase' });
    expect(await value('draft.list', {})).toEqual({ drafts: [] });
    await backend.unlockWithKey(TEST_DATA_KEY);
    // The key is the last person's: Ben's.
    expect(await value('draft.list', {})).toEqual({ drafts: [] });
  });

  test('what each did is in the log under their name', async () => {
    await value('case.setReviewed', { caseId, reviewed: true });
    const { rows } = await value('audit.list', { caseId });
    expect(rows[0]).toMatchObject({ action: 'case.reviewed', userName: TEST_USER.name, caseId });
    await value('audit.noteExport', { caseId, what: 'print' });
    expect((await value('audit.list', { caseId })).rows[0]).toMatchObject({ action: 'data.exported' });
    const { csv } = await value('audit.exportCsv', {});
    expect(csv).toContain('case.reviewed');
    expect(csv).not.toContain(makeCase().facts.label);
  });
});

test('in the demonstration nothing of one’s own can be brought in', async () => {
  const empty = temporaryFolder();
  const demo = createBackend({
    host: 'web',
    hostReason: null,
    version: '1.0.0',
    dataFolder: empty.path,
    packsFolder: join(empty.path, 'no-packs'),
    startInference: async () => {
      throw new Error('no networks in this test');
    },
    emit: () => {},
    checkOutputs: true,
    scryptN: TEST_SCRYPT_N,
  });
  await demo.dispatch('access.tryExamples', {});
  for (const name of ['image.stage', 'case.create', 'pack.import', 'user.add', 'cytology.add'] as const)
    expect(await demo.dispatch(name, inputOf(name))).toMatchObject({
      failure: { code: 'demo.examplesOnly' },
    });
  expect(await demo.dispatch('case.workList', {})).toMatchObject({ ok: true });
  await demo.close();
  empty.remove();
});
