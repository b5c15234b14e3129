import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BackendClient, createBackendClient } from '../../shell/backendClient.ts';
import { packsFolder } from '../../shell/folders.ts';
import { forkBackend } from '../../shell/forkBackend.ts';
import { startWebHost } from '../host.ts';
import { httpText, speak } from './rawHttp.ts';

/** What must never come back to somebody who was not let in. */
export const PLANTED = 'PLANTED-PATIENT-NAME';

/** The real host on a real port, with the real backend in its own process and one case in a store of its own. */
export type AttackTarget = {
  port: number;
  host: string;
  origin: string;
  /** The first key, spent by the person at the screen. */
  spentKey: string;
  /** `name=value` of the person at the screen. */
  cookie: string;
  /** Requests that have reached the backend. */
  reached(): number;
  /** A file beside the renderer's folder, with the planted name in it. */
  outside: string;
  /** The addresses that the host has told its owner since. */
  told: string[];
  close(): Promise<void>;
};

export async function startAttackTarget(): Promise<AttackTarget> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-attack-'));
  const rendererFolder = join(folder, 'renderer');
  mkdirSync(join(rendererFolder, 'assets'), { recursive: true });
  writeFileSync(join(rendererFolder, 'index.html'), '<title>ThyroMap</title>');
  writeFileSync(join(rendererFolder, 'assets', 'index-1.js'), 'export {};');
  writeFileSync(join(rendererFolder, '.env.json'), PLANTED);
  writeFileSync(join(folder, 'outside.json'), PLANTED);
  symlinkSync(join(folder, 'outside.json'), join(rendererFolder, 'assets', 'link.json'));
  symlinkSync(folder, join(rendererFolder, 'linked'));

  const backend = createBackendClient({
    start: () =>
      forkBackend({
        host: 'web',
        hostReason: null,
        version: '0.0.0',
        dataFolder: join(folder, 'data'),
        packsFolder: packsFolder(),
      }),
  });
  await backend.ready;
  let reached = 0;
  const counting: BackendClient = {
    ...backend,
    request: (name, input) => {
      reached++;
      return backend.request(name, input);
    },
  };
  const told: string[] = [];
  const host = await startWebHost({
    backend: counting,
    rendererFolder,
    onNewAddress: (address) => told.push(address),
  });
  const name = `127.0.0.1:${host.port}`;
  const admitted = await speak(host.port, httpText('GET', pathOf(host.address), [['Host', name]]));
  return {
    port: host.port,
    host: name,
    origin: `http://${name}`,
    spentKey: new URL(host.address).searchParams.get('token')!,
    cookie: /Set-Cookie: ([^;]+)/i.exec(admitted)?.[1] ?? '',
    reached: () => reached,
    outside: 'outside.json',
    told,
    async close() {
      await host.close();
      await backend.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function pathOf(address: string): string {
  const url = new URL(address);
  return url.pathname + url.search;
}
