import { watchMemory } from './memoryWatch.ts';
import type { InferencePort } from './port.ts';
import { type InferenceReply, inferenceReplySchema } from './protocol.ts';

/** The process ended (or had to be ended) under a request. */
export class Died extends Error {}

type Pending = {
  id: number;
  resolve(reply: InferenceReply): void;
  reject(error: unknown): void;
};

/** One inference process and the one request that it may be answering. */
export type Conversation = {
  ask(message: object, signal?: AbortSignal): Promise<InferenceReply>;
  end(): void;
};

/**
 * Opens the conversation with a fresh process. `gone` is called once when the process ended without being told to,
 * before the request that was running is rejected with `Died`.
 */
export function converse(port: InferencePort, timeoutMs: number, gone: () => void): Conversation {
  let pending: Pending | null = null;
  let nextId = 1;
  let closed: string | null = null;
  let told = false;
  let why: string | null = null;

  const kill = (reason: string): void => {
    why = reason;
    port.kill();
  };
  port.onClose((reason) => {
    closed = why ?? reason;
    if (!told) gone();
    pending?.reject(new Died(closed));
  });
  port.onMessage((answer) => {
    if (!pending || (answer as { id?: unknown } | null)?.id !== pending.id) return;
    const parsed = inferenceReplySchema.safeParse(answer);
    if (parsed.success) pending.resolve(parsed.data);
    else kill(`an answer that was not understood: ${parsed.error.message.slice(0, 400)}`);
  });

  const end = (): void => {
    told = true;
    port.kill();
  };

  return {
    async ask(message, signal) {
      signal?.throwIfAborted();
      if (closed !== null) throw new Died(closed);
      const id = nextId++;
      const timer = setTimeout(() => kill(`no answer in ${timeoutMs / 1000} s`), timeoutMs);
      const stopWatch = watchMemory(port.pid, (bytes) => kill(`${Math.round(bytes / 2 ** 20)} MB of memory`));
      let abort = (): void => {};
      try {
        return await new Promise<InferenceReply>((resolve, reject) => {
          pending = { id, resolve, reject };
          abort = () => {
            end();
            reject(signal!.reason);
          };
          signal?.addEventListener('abort', abort, { once: true });
          port.send({ ...message, id });
        });
      } finally {
        pending = null;
        clearTimeout(timer);
        stopWatch();
        signal?.removeEventListener('abort', abort);
      }
    },
    end,
  };
}
