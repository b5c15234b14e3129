import { Worker } from 'node:worker_threads';
import { entryFile, entryOptions } from '../shell/entries.ts';
import type { FromChecker } from './protocol.ts';

/** Opens a copied store in a thread of its own and checks every page. The copy itself is not changed. */
export function checkCopy(file: string, key: Buffer): Promise<FromChecker> {
  const entry = entryFile('backup');
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { execArgv: entryOptions(entry) });
    worker.once('message', (reply: FromChecker) => {
      resolve(reply);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the checking thread ended with code ${code}`)));
    worker.postMessage({ file, keyHex: key.toString('hex') });
  });
}
