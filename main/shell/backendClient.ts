import { randomInt } from 'node:crypto';
import type { EventName } from '../../app/contract/channels.ts';
import type { KeyMessage } from './keyMessage.ts';
import { type AnyReply, type FromBackend, fromBackendSchema, type ToBackend } from './protocol.ts';

/** The shell's end of the channel to one backend process, whichever way it was started. */
export type BackendPort = {
  send(message: ToBackend): void;
  onMessage(heard: (message: unknown) => void): void;
  onExit(heard: (reason: string) => void): void;
  kill(): void;
};

export type BackendClient = {
  /** Never rejects: a backend that is gone answers with the failure `backend.died`. */
  request(name: string, input: unknown): Promise<AnyReply>;
  onEvent(heard: (name: EventName, payload: unknown) => void): void;
  /** Resolves when the backend has said that it is ready, rejects when it ends before. */
  ready: Promise<void>;
  /** Hands the store's key over; again to a backend that is started anew. */
  unlockWith(message: KeyMessage): void;
  /** Asks the backend to close its store, and ends it when it does not in time. */
  close(): Promise<void>;
};

export type BackendClientOptions = {
  start: () => BackendPort;
  /** What only one host answers (Electron: startInference). */
  onOther?: (message: FromBackend, port: BackendPort) => void;
  closeTimeoutMs?: number;
};

/** After this many deaths within a minute the backend is not started again: something is wrong that a restart will not mend. */
const DEATHS_PER_MINUTE_MAX = 3;

/** Keeps one backend alive: starts it, matches answers to requests, starts it again when it dies. */
export function createBackendClient(options: BackendClientOptions): BackendClient {
  const pending = new Map<number, (reply: AnyReply) => void>();
  const heardEvents: ((name: EventName, payload: unknown) => void)[] = [];
  const deaths: number[] = [];
  let nextId = randomInt(1_000_000);
  let port: BackendPort | null = null;
  let closing: (() => void) | null = null;
  let key: KeyMessage | null = null;
  let becameReady: () => void;
  let failed: (error: Error) => void;
  const ready = new Promise<void>((resolve, reject) => {
    becameReady = resolve;
    failed = reject;
  });
  ready.catch(() => {});

  function start(): void {
    const started = options.start();
    port = started;
    if (key) started.send(key);
    started.onMessage((raw) => heardMessage(raw, started));
    started.onExit((reason) => {
      port = null;
      failed(new Error(`the backend ended before it was ready (${reason})`));
      for (const [, answer] of pending) answer(died(reason));
      pending.clear();
      if (closing) return closing();
      const now = Date.now();
      deaths.push(now);
      if (deaths.filter((t) => now - t < 60_000).length <= DEATHS_PER_MINUTE_MAX) start();
    });
  }

  function heardMessage(raw: unknown, from: BackendPort): void {
    const message = fromBackendSchema.parse(raw);
    if (message.kind === 'ready') becameReady();
    else if (message.kind === 'reply') {
      pending.get(message.id)?.(message.reply);
      pending.delete(message.id);
    } else if (message.kind === 'event') {
      for (const heard of heardEvents) heard(message.name, message.payload);
    } else options.onOther?.(message, from);
  }

  start();
  return {
    ready,
    request: (name, input) =>
      new Promise((resolve) => {
        if (!port) return resolve(died('not running'));
        const id = nextId++;
        pending.set(id, resolve);
        try {
          port.send({ kind: 'request', id, name, input });
        } catch (error) {
          // What cannot be copied to another process (a function, too deep a nest) is no input of the contract.
          pending.delete(id);
          resolve({
            ok: false,
            failure: { code: 'contract.badInput', values: { channel: name }, detail: (error as Error).name },
          });
        }
      }),
    onEvent: (heard) => {
      heardEvents.push(heard);
    },
    unlockWith: (message) => {
      key = message;
      port?.send(message);
    },
    close: () =>
      new Promise<void>((resolve) => {
        if (!port) return resolve();
        const timer = setTimeout(() => port?.kill(), options.closeTimeoutMs ?? 5000);
        closing = () => {
          clearTimeout(timer);
          resolve();
        };
        port.send({ kind: 'close' });
      }),
  };
}

function died(reason: string): AnyReply {
  return { ok: false, failure: { code: 'backend.died', values: {}, detail: reason } };
}
