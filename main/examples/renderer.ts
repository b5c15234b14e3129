import { Worker } from 'node:worker_threads';
import { entryFile, entryOptions } from '../shell/entries.ts';
import type { RenderedView, RenderReply, RenderRequest } from './protocol.ts';

export type ExampleRenderer = {
  render(exampleId: string): Promise<RenderedView[]>;
  close(): Promise<void>;
};

/** Starts the thread that renders examples. One request at a time. */
export function startExampleRenderer(): ExampleRenderer {
  const file = entryFile('examples');
  const worker = new Worker(file, { execArgv: entryOptions(file) });
  worker.unref();
  return {
    render: (exampleId) =>
      new Promise((resolve, reject) => {
        const done = () => {
          worker.off('message', onMessage);
          worker.off('error', onError);
          worker.off('exit', onExit);
        };
        const onMessage = (reply: RenderReply) => {
          done();
          resolve(reply.views);
        };
        const onError = (error: Error) => {
          done();
          reject(error);
        };
        const onExit = (code: number) => onError(new Error(`the example thread ended with code ${code}`));
        worker.on('message', onMessage);
        worker.on('error', onError);
        worker.on('exit', onExit);
        worker.postMessage({ exampleId } satisfies RenderRequest);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
