import { createInference } from '../../inference/client.ts';
import { forkInference } from '../../inference/fork.ts';
import { createBackendClient } from '../backendClient.ts';
import { forkBackend } from '../forkBackend.ts';

/**
 * A shell for tests that are about a shell's sudden end: starts a backend and an inference process busy with a long
 * run, prints their process ids as JSON and waits to be killed.
 */
const [dataFolder, packFolder, size] = process.argv.slice(2) as [string, string, string];
const pids: (number | null | undefined)[] = [];

const backend = createBackendClient({
  start: () => {
    const port = forkBackend({
      host: 'web',
      hostReason: null,
      version: '0.0.0',
      dataFolder,
      packsFolder: packFolder,
    });
    pids.push(port.pid);
    return port;
  },
});
const inference = createInference({
  start: async () => {
    const port = await forkInference();
    pids.push(port.pid);
    return port;
  },
  packFolder: () => packFolder,
  threads: () => 1,
});
await Promise.all([backend.ready, inference.pack()]);
const n = Number(size);
inference
  .run('nodule', { before: { type: 'float32', data: new Float32Array(n * n), dims: [n, n] } })
  .catch(() => {});
console.log(JSON.stringify(pids));
