import { Worker } from 'node:worker_threads';
import { entryFile, entryOptions } from '../shell/entries.ts';
import type { FromBuilder, ToBuilder } from './protocol.ts';

export type FieldBuilder = {
  /** One request at a time. Rejects when the thread has died or was ended. */
  ask(message: ToBuilder): Promise<FromBuilder>;
  end(): Promise<void>;
};

/** Starts the thread that builds a risk field. */
export function startFieldBuilder(): FieldBuilder {
  const file = entryFile('field');
  const worker = new Worker(file, { execArgv: entryOptions(file) });
  worker.unref();
  let settle: { resolve(reply: FromBuilder): void; reject(error: Error): void } | null = null;
  const finish = (act: (waiting: NonNullable<typeof settle>) => void) => {
    const waiting = settle;
    settle = null;
    if (waiting) act(waiting);
  };
  worker.on('message', (reply: FromBuilder) => finish((w) => w.resolve(reply)));
  worker.on('error', (error: Error) => finish((w) => w.reject(error)));
  worker.on('exit', (code) =>
    finish((w) => w.reject(new Error(`the field's thread ended with code ${code}`))),
  );
  return {
    ask: (message) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        worker.postMessage(message);
      }),
    end: async () => {
      await worker.terminate();
    },
  };
}
