import { parentPort } from 'node:worker_threads';
import { exampleCases, renderExample } from '../../app/examples/index.ts';
import type { RenderReply, RenderRequest } from './protocol.ts';

/** Worker thread: renders example cases, seconds of arithmetic each, while the backend goes on answering. */
parentPort?.on('message', ({ exampleId }: RenderRequest) => {
  const example = exampleCases().find(({ id }) => id === exampleId);
  if (!example) throw new Error(`no example ${exampleId}`);
  const reply: RenderReply = {
    exampleId,
    views: renderExample(example).map(({ kind, fileName, frame, spacingSource }) => ({
      kind,
      fileName,
      frame,
      spacingSource,
    })),
  };
  parentPort!.postMessage(reply);
});
