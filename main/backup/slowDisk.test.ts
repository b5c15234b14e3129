import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BackupState } from '../../app/contract/backupChannels.ts';
import type { ChannelName } from '../../app/contract/channels.ts';
import type { Failure } from '../../app/failure.ts';
import { LANGUAGES, sayFailure } from '../../app/words/say.ts';
import { openTestStore, TEST_DATA_KEY, TEST_SCRYPT_N } from '../access/testing/testStore.ts';
import { type Backend, createBackend } from '../backend/backend.ts';
import { createCase } from '../store/index.ts';
import { makeCase, temporaryFolder } from '../store/testing/fixtures.ts';

/**
 * A disk that hangs: what is written to or flushed into a backup waits until the test lets it go on. The product's own
 * code runs on the real file system behind that.
 */
const disk = vi.hoisted(() => {
  const waiting: (() => void)[] = [];
  return {
    slow: false,
    /** How often something was about to be written or flushed. */
    asked: 0,
    wait(): Promise<void> {
      disk.asked++;
      return disk.slow ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
    },
    one: () => waiting.shift()?.(),
    recover(): void {
      disk.slow = false;
      for (const go of waiting.splice(0)) go();
    },
  };
});
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    open: async (...given: Parameters<typeof real.open>) => {
      const handle = await real.open(...given);
      const { writeFile, sync } = handle;
      handle.writeFile = async (...content) => {
        await disk.wait();
        await writeFile.apply(handle, content);
      };
      handle.sync = async () => {
        await disk.wait();
        await sync.apply(handle);
      };
      return handle;
    },
  };
});

let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
let told: { step: string; share: number }[];
const data = () => join(folder.path, 'data');
const backups = () => readdirSync(join(data(), 'backups'));

async function start(): Promise<Backend> {
  const one = createBackend({
    host: 'web',
    hostReason: null,
    version: '1.0.0',
    dataFolder: data(),
    packsFolder: join(folder.path, 'no-packs'),
    startInference: async () => {
      throw new Error('no networks in this test');
    },
    emit: (name, payload) => {
      const { running } = payload as { running?: { step: string; share: number } | null };
      if (name === 'backup.changed' && running) told.push(running);
    },
    checkOutputs: true,
    scryptN: TEST_SCRYPT_N,
  });
  await one.ready;
  await one.unlockWithKey(TEST_DATA_KEY);
  return one;
}
beforeEach(async () => {
  folder = temporaryFolder();
  mkdirSync(data());
  told = [];
  disk.slow = false;
  const store = await openTestStore(data());
  for (let i = 0; i < 9; i++) {
    const one = makeCase({ label: `Case ${i}` });
    createCase(store, {
      ...one,
      views: one.views.map((view) => ({ ...view, image: { ...view.image, png: randomBytes(1 << 19) } })),
    });
  }
  store.close();
  backend = await start();
});
afterEach(async () => {
  disk.recover();
  await backend.close();
  folder.remove();
});

// biome-ignore lint/suspicious/noExplicitAny: each answer is held against the contract by `checkOutputs`
async function value(name: ChannelName, input: unknown = {}): Promise<any> {
  const reply = await backend.dispatch(name, input);
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
}
async function failure(name: ChannelName, input: unknown = {}): Promise<Failure> {
  const reply = await backend.dispatch(name, input);
  if (reply.ok) throw new Error(`${name} did not fail`);
  return reply.failure;
}
const state = async (): Promise<BackupState> => await value('backup.state');
const stuck = (times: number) => vi.waitFor(() => expect(disk.asked).toBeGreaterThanOrEqual(times));

describe('while the disk of a backup hangs', () => {
  test('everything else is answered, progress is told, and a second backup is not begun', async () => {
    await value('backup.make');
    const before = backups();
    disk.slow = true;
    disk.asked = 0;
    told.length = 0;
    const making = backend.dispatch('backup.make', {});
    await stuck(1);
    expect((await value('case.workList')).total).toBe(9);
    expect((await state()).running).toMatchObject({ step: 'copying' });
    expect((await failure('backup.make')).code).toBe('backup.running');
    // A slice comes through and is told.
    disk.one();
    await stuck(2);
    const { share } = (await state()).running!;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1);
    expect(backups()).toHaveLength(before.length + 1);
    expect(backups().filter((name) => name.endsWith('.tmbackup'))).toEqual(before);
    disk.recover();
    expect(await making).toMatchObject({ ok: true, value: { facts: { cases: 9 } } });
    expect((await state()).failure).toBeNull();
    expect(disk.asked).toBeGreaterThan(3);
  });

  test('closing leaves it off as soon as the disk lets go; nothing half stays, and the next start says so', async () => {
    await value('backup.make');
    const before = backups();
    disk.slow = true;
    disk.asked = 0;
    const making = backend.dispatch('backup.make', {});
    await stuck(1);
    const closing = backend.close();
    disk.one();
    await closing;
    expect(await making).toMatchObject({ ok: false, failure: { code: 'backup.leftOff' } });
    expect(backups()).toEqual(before);
    disk.recover();

    backend = await start();
    const { failure: said, backups: listed } = await state();
    expect(said).toEqual({ code: 'backup.leftOff', values: {} });
    for (const language of LANGUAGES) expect(sayFailure(language, said!)).toMatch(/ThyroMap/);
    expect(listed).toHaveLength(1);
    const { rows } = await value('audit.list', { action: 'backup.failed' });
    expect(rows).toMatchObject([{ detail: { kind: 'asked', code: 'backup.leftOff' } }]);
    await value('backup.make');
    expect((await state()).failure).toBeNull();
  });

  test('locking leaves the work list shut and the backup going', async () => {
    disk.slow = true;
    disk.asked = 0;
    const making = backend.dispatch('backup.make', {});
    await stuck(1);
    await value('access.lock', { toSwitch: false });
    expect((await failure('case.workList')).code).toBe('access.locked');
    told.length = 0;
    disk.recover();
    expect(await making).toMatchObject({ ok: true });
    expect(told.map(({ step }) => step)).toContain('checking');
    expect(backups()).toHaveLength(1);
  });
});
