import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { TEST_DATA_KEY } from '../../main/access/testing/testStore.ts';
import { entryFile, entryOptions } from '../../main/shell/entries.ts';
import { packsFolder, productFolder } from '../../main/shell/folders.ts';
import { forkBackend } from '../../main/shell/forkBackend.ts';
import { keyMessage } from '../../main/shell/keyMessage.ts';
import { type AnyReply, fromBackendSchema } from '../../main/shell/protocol.ts';
import type { Wire } from './load.ts';

/** The real processes, each with a wire to send requests on and a way to kill it. */
export type Victim = {
  wire: Wire;
  pid: number;
  onEvent(heard: (name: string, payload: unknown) => void): void;
  kill(): Promise<void>;
};

/** The backend's own entry, its store opened with the test's key on the channel of a starting process. */
export async function startBackend(dataFolder: string): Promise<Victim> {
  const port = forkBackend({
    host: 'web',
    hostReason: null,
    version: '1.0.0',
    dataFolder,
    packsFolder: packsFolder(),
  });
  const waiting = new Map<number, (reply: AnyReply | null) => void>();
  const heard: ((name: string, payload: unknown) => void)[] = [];
  let dead = false;
  let next = 1;
  const gone = new Promise<void>((resolve) =>
    port.onExit(() => {
      dead = true;
      for (const settle of waiting.values()) settle(null);
      resolve();
    }),
  );
  port.onMessage((raw) => {
    const message = fromBackendSchema.parse(raw);
    if (message.kind === 'reply') {
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    } else if (message.kind === 'event') for (const hear of heard) hear(message.name, message.payload);
  });
  port.send(keyMessage(TEST_DATA_KEY));
  return {
    pid: port.pid!,
    onEvent: (hear) => heard.push(hear),
    wire: {
      send: (name, input) =>
        new Promise((resolve) => {
          if (dead) return resolve(null);
          const id = next++;
          waiting.set(id, resolve);
          port.send({ kind: 'request', id, name, input });
        }),
    },
    kill: async () => {
      port.kill();
      await gone;
    },
  };
}

/** The web host's own entry with its own backend; requests go over its WebSocket as the browser's do. */
export async function startWeb(dataFolder: string): Promise<Victim> {
  const entry = join(productFolder(), 'main', 'web', 'index.ts');
  const child = spawn(process.execPath, [...entryOptions(entry), entry, '--no-browser'], {
    env: { ...process.env, THYROMAP_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  child.send(keyMessage(TEST_DATA_KEY));
  const gone = once(child, 'exit');
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const match = /http:\/\/127\.0\.0\.1:\S+/.exec(line);
      if (match) resolve(match[0]);
    });
    gone.then(([code]) => reject(new Error(`the web host ended with ${code}`)));
  });
  const url = new URL(address);
  const admitted = await fetch(address, { redirect: 'manual' });
  const cookie = admitted.headers.get('set-cookie')!.split(';')[0]!;
  const socket = new WebSocket(`ws://${url.host}/link`, { headers: { Cookie: cookie, Origin: url.origin } });
  await once(socket, 'open');
  const waiting = new Map<number, (reply: AnyReply | null) => void>();
  let dead = false;
  const die = (): void => {
    dead = true;
    for (const settle of waiting.values()) settle(null);
  };
  socket.on('close', die).on('error', die);
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { id?: number; reply?: AnyReply };
    if (message.id === undefined || !message.reply) return;
    waiting.get(message.id)?.(message.reply);
    waiting.delete(message.id);
  });
  let next = 1;
  return {
    pid: child.pid!,
    onEvent: () => {},
    wire: {
      send: (name, input) =>
        new Promise((resolve) => {
          if (dead) return resolve(null);
          const id = next++;
          waiting.set(id, resolve);
          socket.send(JSON.stringify({ id, name, input }));
        }),
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
      socket.terminate();
    },
  };
}

/** The fast writer of storeChild.ts. */
export function startStoreChild(dataFolder: string, heard: (message: unknown) => void): ChildProcess {
  const child = fork(new URL('./storeChild.ts', import.meta.url), [dataFolder], {
    execArgv: entryOptions('x.ts'),
  });
  child.on('message', heard);
  return child;
}

/** Processes whose parent is this one. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => {
      try {
        const stat = readFileSync(`/proc/${candidate}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
      } catch {
        return false;
      }
    });
}
export { entryFile };
