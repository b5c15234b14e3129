import { toFailure } from '../../app/failure.ts';
import { createLazyNetworks, type LazyNetworks } from './lazyNetworks.ts';
import { INFERENCE_RSS_MAX_BYTES } from './memoryWatch.ts';
import { loadNetworks, type Networks } from './networks.ts';
import { watchOwnMemory } from './ownMemory.ts';
import { connectParent } from './parent.ts';
import { type InferenceReply, inferenceRequestSchema, type PlainTensors } from './protocol.ts';
import { stack } from './stack.ts';

/**
 * The inference process: the only one that loads onnxruntime-node. Answers `load` and `run` one after the other;
 * a native abort here ends this process and nothing else.
 */

/** Long enough for the last answer to reach the backend. */
const LEAVE_MS = 1000;

watchOwnMemory();
let networks: Networks | null = null;
let others: LazyNetworks | null = null;
let last: Promise<void> = Promise.resolve();

const parent = connectParent((message) => {
  last = last.then(async () => {
    parent.send(await answer(message));
    leaveIfTooLarge();
  });
});

/** Where the backend cannot see this process's memory, it ends itself between two requests instead. */
function leaveIfTooLarge(): void {
  if (process.memoryUsage.rss() > INFERENCE_RSS_MAX_BYTES) setTimeout(() => process.exit(0), LEAVE_MS);
}

async function answer(message: unknown): Promise<InferenceReply> {
  const parsed = inferenceRequestSchema.safeParse(message);
  if (!parsed.success) {
    const id = Number((message as { id?: unknown } | null)?.id ?? -1);
    return {
      ok: false,
      id,
      failure: { code: 'unexpected.error', values: {}, detail: parsed.error.message.slice(0, 4000) },
    };
  }
  const request = parsed.data;
  try {
    if (request.kind === 'load') {
      networks = await loadNetworks(request.packFolder, request.manifestSha256, request.threads);
      others = createLazyNetworks(request.threads);
      return { ok: true, id: request.id, outputs: {} };
    }
    if (!networks || !others) throw new Error('run before load');
    if (request.kind === 'runOther') {
      const { packFolder, manifestSha256, role, inputs, outputs } = request;
      return {
        ok: true,
        id: request.id,
        outputs: await others.run(packFolder, manifestSha256, role, inputs, outputs),
      };
    }
    if (request.kind === 'runMany') {
      const answers: PlainTensors[] = [];
      for (const inputs of request.inputs)
        answers.push(await networks.run(request.role, inputs, request.outputs));
      return { ok: true, id: request.id, outputs: stack(answers) };
    }
    return {
      ok: true,
      id: request.id,
      outputs: await networks.run(request.role, request.inputs, request.outputs),
    };
  } catch (error) {
    return { ok: false, id: request.id, failure: toFailure(error) };
  }
}
