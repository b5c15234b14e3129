import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { makeTestKeys, TEST_DATA_KEY } from '../access/testing/testStore.ts';
import { powerOnnx } from '../inference/testing/onnxFile.ts';
import { writeTestPack } from '../inference/testing/testPack.ts';
import { type BackendClient, createBackendClient } from './backendClient.ts';
import { entryOptions } from './entries.ts';
import { forkBackend } from './forkBackend.ts';
import { keyMessage } from './keyMessage.ts';

const folders: string[] = [];
const clients: BackendClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-data-'));
  folders.push(folder);
  return folder;
};

/** A backend that was handed the key of its store. */
async function open(dataFolder: string, packsFolder = join(dataFolder, 'no-packs')) {
  await makeTestKeys(dataFolder);
  const pids: number[] = [];
  const client = createBackendClient({
    start: () => {
      const port = forkBackend({ host: 'web', hostReason: null, version: '1.2.3', dataFolder, packsFolder });
      pids.push(port.pid!);
      return port;
    },
  });
  clients.push(client);
  client.unlockWith(keyMessage(TEST_DATA_KEY));
  return { client, pids };
}
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the backend process', () => {
  test('answers for itself, and says what is wrong with the pack', async () => {
    const dataFolder = temporary();
    const { client } = await open(dataFolder);
    await client.ready;
    expect(await client.request('app.info', {})).toMatchObject({
      ok: true,
      value: {
        version: '1.2.3',
        host: 'web',
        dataFolder,
        storeFailure: null,
        packFailure: { code: 'pack.missing' },
      },
    });
  });

  test('killed outright is started again, with everything that was saved', async () => {
    const { client, pids } = await open(temporary());
    await client.ready;
    expect(await client.request('settings.set', { prevalence: 0.3 })).toMatchObject({ ok: true });
    process.kill(pids[0]!, 'SIGKILL');
    await expect.poll(() => pids.length).toBe(2);
    const reply = await client.request('settings.get', {});
    expect(reply).toMatchObject({ ok: true, value: { prevalence: 0.3 } });
  });

  test('killed under a request answers it with a failure', async () => {
    const { client, pids } = await open(temporary());
    await client.ready;
    process.kill(pids[0]!, 'SIGSTOP');
    const reply = client.request('settings.get', {});
    process.kill(pids[0]!, 'SIGKILL');
    expect(await reply).toMatchObject({ ok: false, failure: { code: 'backend.died' } });
  });

  test('that cannot stay up is not started for ever', async () => {
    let starts = 0;
    const client = createBackendClient({
      start: () => {
        starts++;
        const heard: ((reason: string) => void)[] = [];
        setImmediate(() => {
          for (const tell of heard) tell('exit code 1');
        });
        return { send: () => {}, onMessage: () => {}, onExit: (h) => heard.push(h), kill: () => {} };
      },
    });
    await expect(client.ready).rejects.toThrow('ended before it was ready');
    await expect.poll(() => starts).toBe(4);
    expect(await client.request('app.info', {})).toMatchObject({ failure: { code: 'backend.died' } });
    expect(starts).toBe(4);
  });

  test('stays up beside a store that another copy has open, says so, and opens it when it can', async () => {
    const dataFolder = temporary();
    const first = await open(dataFolder);
    await first.client.ready;
    const second = await open(dataFolder);
    await second.client.ready;
    expect(await second.client.request('app.info', {})).toMatchObject({
      ok: true,
      value: { storeFailure: { code: 'store.inUse' } },
    });
    expect(await second.client.request('case.workList', {})).toMatchObject({
      ok: false,
      failure: { code: 'store.inUse' },
    });
    expect(await second.client.request('settings.get', {})).toMatchObject({ ok: true });
    await first.client.close();
    expect(await second.client.request('app.info', {})).toMatchObject({ value: { storeFailure: null } });
    expect(await second.client.request('case.workList', {})).toMatchObject({ ok: true, value: { total: 0 } });
  });

  test('is gone after close', async () => {
    const { client, pids } = await open(temporary());
    await client.ready;
    await client.close();
    expect(alive(pids[0]!)).toBe(false);
    expect(pids).toHaveLength(1);
  });

  test.skipIf(process.platform === 'win32')(
    'and the inference process end by themselves when the shell is killed outright',
    async () => {
      const pack = writeTestPack([{ role: 'nodule', onnx: powerOnnx(20) }]);
      folders.push(pack);
      const file = join(import.meta.dirname, 'testing', 'shell.ts');
      const shell = spawn(process.execPath, [...entryOptions(file), file, temporary(), pack, '1000'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = await once(shell.stdout, 'data');
      const pids: number[] = JSON.parse(String(line));
      expect(pids.map(alive)).toEqual([true, true]);
      shell.kill('SIGKILL');
      await expect.poll(() => pids.map(alive), { timeout: 30_000 }).toEqual([false, false]);
    },
  );
});
