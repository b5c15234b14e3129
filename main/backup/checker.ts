import { Worker } from 'node:worker_threads';
import { entryFile, entryOptions } from '../shell/entries.ts';
import type { FromChecker } from './protocol.ts';

/** Opens a copied store in a thread of its own and checks every page. The copy itself is not changed. Rejects with the signal's reason. */
export function checkCopy(file: string, key: Buffer, signal?: AbortSignal): Promise<FromChecker> {
  const entry = entryFile('backup');
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { execArgv: entryOptions(entry) });
    const stop = (): void => {
      // Its file is somebody's to remove as soon as the thread is gone, not before.
      void worker.terminate().then(() => reject(signal!.reason));
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.once('message', (reply: FromChecker) => {
      signal?.removeEventListener('abort', stop);
      resolve(reply);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (!signal?.aborted) reject(new Error(`the checking thread ended with code ${code}`));
    });
    worker.postMessage({ file, keyHex: key.toString('hex') });
  });
}
