import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChannelName } from '../../app/contract/channels.ts';
import { type Backend, createBackend } from '../backend/backend.ts';
import { createCase } from '../store/index.ts';
import { makeCase, temporaryFolder } from '../store/testing/fixtures.ts';
import { openTestStore, TEST_DATA_KEY, TEST_SCRYPT_N, TEST_USER } from './testing/testStore.ts';

let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
let caseId: string;
beforeEach(async () => {
  folder = temporaryFolder();
  mkdirSync(join(folder.path, 'data'));
  const store = await openTestStore(join(folder.path, 'data'));
  ({ id: caseId } = createCase(store, makeCase({ label: 'Wang Fang' })));
  store.close();
  backend = await start('data');
  await backend.unlockWithKey(TEST_DATA_KEY);
});
afterEach(async () => {
  await backend.close();
  folder.remove();
});

async function start(data: string): Promise<Backend> {
  const one = createBackend({
    host: 'web',
    hostReason: null,
    version: '1.0.0',
    dataFolder: join(folder.path, data),
    packsFolder: join(folder.path, 'no-packs'),
    startInference: async () => {
      throw new Error('no networks in this test');
    },
    emit: () => {},
    checkOutputs: true,
    scryptN: TEST_SCRYPT_N,
  });
  await one.ready;
  return one;
}
const asked = (name: ChannelName, input: unknown) => backend.dispatch(name, input);
const code = async (name: ChannelName, input: unknown): Promise<string | null> => {
  const reply = await asked(name, input);
  return reply.ok ? null : reply.failure.code;
};
// biome-ignore lint/suspicious/noExplicitAny: each answer is held against the contract by `checkOutputs`
async function value(name: ChannelName, input: unknown = {}): Promise<any> {
  const reply = await asked(name, input);
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
}

test('the passphrase of a backup is guessed as slowly as the one at the door, on a new computer and over a restart too', async () => {
  const { file } = await value('backup.make');
  await backend.close();
  mkdirSync(join(folder.path, 'new'));
  backend = await start('new');
  const proof = (passphrase: string) => ({ file, proof: { userId: TEST_USER.userId, passphrase } });
  for (const name of ['backup.preview', 'backup.restore', 'backup.preview'] as const)
    expect(await code(name, proof('not this one'))).toBe('access.wrongPassphrase');
  expect(await asked('backup.preview', proof(TEST_USER.passphrase))).toMatchObject({
    failure: { code: 'access.wait', values: { seconds: expect.any(Number) } },
  });
  expect(await code('backup.restore', proof(TEST_USER.passphrase))).toBe('access.wait');
  await backend.close();
  backend = await start('new');
  expect(await code('backup.preview', proof(TEST_USER.passphrase))).toBe('access.wait');
});

test('a right passphrase ends the count; one of a backup that cannot be read is no guess', async () => {
  const { file } = await value('backup.make');
  const proof = (passphrase: string, of = file) => ({
    file: of,
    proof: { userId: TEST_USER.userId, passphrase },
  });
  for (let round = 0; round < 3; round++) {
    expect(await code('backup.preview', proof('wrong'))).toBe('access.wrongPassphrase');
    expect(await code('backup.preview', proof('wrong'))).toBe('access.wrongPassphrase');
    expect(await code('backup.preview', proof(TEST_USER.passphrase))).toBeNull();
  }
  for (let i = 0; i < 5; i++)
    expect(await code('backup.preview', proof('wrong', `${file}.elsewhere`))).toBe('backup.unreadable');
});

test('the passphrase of a file of cases is slowed down alike, apart from the door’s and the backup’s, and the log tells', async () => {
  const file = await value('transfer.export', { caseIds: [caseId], passphrase: 'for this file only' });
  const look = (passphrase: string) => ({ ...file, passphrase });
  expect(await code('transfer.look', look('for this file only'))).toBeNull();
  for (let i = 0; i < 3; i++)
    expect(await code('transfer.look', look(`guess ${i}`))).toBe('transfer.wrongPassphrase');
  expect(await code('transfer.look', look('for this file only'))).toBe('access.wait');
  expect(await code('transfer.receive', look('for this file only'))).toBe('access.wait');
  const { file: backup } = await value('backup.make');
  const proof = { userId: TEST_USER.userId, passphrase: TEST_USER.passphrase };
  expect(await code('backup.preview', { file: backup, proof })).toBeNull();
  await value('access.lock', { toSwitch: false });
  await value('access.unlock', { userId: TEST_USER.userId, passphrase: TEST_USER.passphrase });
  const { rows } = await value('audit.list', { action: 'access.refused' });
  expect(rows).toHaveLength(3);
  expect(rows[0]).toMatchObject({ detail: { who: 'cases' } });
});
