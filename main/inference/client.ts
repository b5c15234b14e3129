import { FailureError } from '../../app/failure.ts';
import type { Inference } from './client.types.ts';
import { type Conversation, converse, Died } from './conversation.ts';
import { type ReadPack, readPack } from './packFiles.ts';
import type { StartInference } from './port.ts';
import type { InferenceReply, PlainTensors } from './protocol.ts';

export type InferenceOptions = {
  start: StartInference;
  /** Finds the pack's folder; may throw a FailureError. */
  packFolder: () => string;
  /** intraOpNumThreads of each session; when it changes, the next request starts a fresh process. */
  threads: () => number;
  /** Told of every restart that nobody asked for, with the count so far. */
  onRestart?: (times: number) => void;
  /** A request without an answer after this long counts as a death. */
  timeoutMs?: number;
};

type Live = { conversation: Conversation; pack: ReadPack; threads: number };

const TIMEOUT_MS = 180_000;

/**
 * The backend's way to run networks. Requests go one at a time, so a death is always charged to the request that
 * was running: it is tried once more in a fresh process; a second death fails with `inference.died`.
 * An abort ends the process (a run cannot be interrupted otherwise); the next request starts another.
 */
export function createInference(options: InferenceOptions): Inference {
  let live: Live | null = null;
  let restarts = 0;
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = last.then(task);
    last = turn.catch(() => {});
    return turn;
  }

  function end(): void {
    live?.conversation.end();
    live = null;
  }

  async function start(signal?: AbortSignal): Promise<Live> {
    end();
    const threads = options.threads();
    const pack = readPack(options.packFolder());
    const port = await options.start().catch((error: unknown) => {
      throw new Died(`it did not start: ${String(error)}`);
    });
    const conversation = converse(port, options.timeoutMs ?? TIMEOUT_MS, () => {
      if (live?.conversation === conversation) live = null;
      restarts++;
      options.onRestart?.(restarts);
    });
    try {
      unwrap(
        await conversation.ask(
          { kind: 'load', packFolder: pack.folder, manifestSha256: pack.sha256, threads },
          signal,
        ),
      );
    } catch (error) {
      conversation.end();
      throw error;
    }
    live = { conversation, pack, threads };
    return live;
  }

  async function ready(signal?: AbortSignal): Promise<Live> {
    if (closed) throw new FailureError('inference.closed');
    const asBefore = live && live.threads === options.threads() && live.pack.folder === options.packFolder();
    return asBefore ? live! : await start(signal);
  }

  async function withOneRetry<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      throw new FailureError('inference.died', {}, error.message);
    }
  }

  function request(message: object, signal?: AbortSignal): Promise<PlainTensors> {
    const done = inTurn(() =>
      withOneRetry(async (): Promise<PlainTensors> => {
        signal?.throwIfAborted();
        const { conversation } = await ready(signal);
        try {
          return unwrap(await conversation.ask(message, signal));
        } finally {
          if (signal?.aborted && live?.conversation === conversation) end();
        }
      }),
    );
    return signal ? untilAborted(done, signal) : done;
  }

  return {
    pack: () =>
      inTurn(async () => {
        const { pack } = await withOneRetry(() => ready());
        return { manifest: pack.manifest, sha256: pack.sha256, folder: pack.folder };
      }),
    run: (role, inputs, signal, outputs) => request({ kind: 'run', role, inputs, outputs }, signal),
    runMany: (role, inputs, signal, outputs) => request({ kind: 'runMany', role, inputs, outputs }, signal),
    runIn: ({ folder, sha256 }, role, inputs, signal, outputs) =>
      request(
        { kind: 'runOther', packFolder: folder, manifestSha256: sha256, role, inputs, outputs },
        signal,
      ),
    restarts: () => restarts,
    close: async () => {
      closed = true;
      end();
      await last;
    },
  };
}

function unwrap(reply: InferenceReply): PlainTensors {
  if (!reply.ok) throw new FailureError(reply.failure.code, reply.failure.values, reply.failure.detail);
  return reply.outputs;
}

/** Rejects as soon as the signal aborts, also while the request still waits for its turn. */
async function untilAborted<T>(done: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return await new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    done.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
