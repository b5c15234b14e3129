import { type Keychain, NO_KEYCHAIN } from '../access/keychain.ts';
import { forkInference } from '../inference/fork.ts';
import type { InferencePort, StartInference } from '../inference/port.ts';
import { type FromBackend, type ToBackend, toBackendSchema } from '../shell/protocol.ts';
import { keychainOver } from './keychainOver.ts';

/** The backend's end of its channel to the shell that started it. */
export type ShellChannel = {
  send(message: FromBackend): void;
  onMessage(heard: (message: ToBackend) => void): void;
  /** The shell is gone without having said so. */
  onGone(heard: () => void): void;
  startInference: StartInference;
  keychain: Keychain;
};

type UtilityPort = {
  postMessage(message: unknown): void;
  on(event: 'message', heard: (event: { data: unknown; ports: UtilityPort[] }) => void): void;
  on(event: 'close', heard: () => void): void;
  start(): void;
  close(): void;
};

/** Picks the channel by how this process was started: Electron utility process or forked Node child. */
export function connectShell(): ShellChannel {
  const parentPort = (process as unknown as { parentPort?: UtilityPort }).parentPort;
  if (parentPort) return utilityChannel(parentPort);
  if (process.send) return forkedChannel();
  throw new Error('the backend is started by ThyroMap, not by hand');
}

function forkedChannel(): ShellChannel {
  return {
    send: (message) => {
      if (process.connected) process.send!(message, () => {});
    },
    onMessage: (heard) => {
      process.on('message', (message) => heard(toBackendSchema.parse(message)));
    },
    onGone: (heard) => {
      process.on('disconnect', heard);
    },
    startInference: forkInference,
    keychain: NO_KEYCHAIN,
  };
}

/** Under Electron the RunAsNode fuse is off, so this process cannot fork: the shell starts inference and sends a port. */
function utilityChannel(parent: UtilityPort): ShellChannel {
  const ended = new Map<number | null, (reason: string) => void>();
  // The shell answers in the order asked: assessments and the trial of an imported pack may both be waiting.
  const waiting: {
    resolve(started: { pid: number | null; port: UtilityPort }): void;
    reject(error: Error): void;
  }[] = [];
  parent.on('message', ({ data, ports }) => {
    const message = toBackendSchema.parse(data);
    if (message.kind === 'inferenceStarted') {
      waiting.shift()?.resolve({ pid: message.pid, port: ports[0]! });
    } else if (message.kind === 'inferenceEnded') {
      ended.get(message.pid)?.(message.reason);
      // One that never came up has no process id.
      if (message.pid === null) waiting.shift()?.reject(new Error(message.reason));
    }
  });
  const send = (message: FromBackend): void => parent.postMessage(message);
  return {
    send,
    onMessage: (heard) => {
      parent.on('message', ({ data }) => heard(toBackendSchema.parse(data)));
    },
    onGone: (heard) => {
      parent.on('close', heard);
    },
    keychain: keychainOver(send, (heard) => parent.on('message', ({ data }) => heard(data))),
    startInference: async () => {
      const started = await new Promise<{ pid: number | null; port: UtilityPort }>((resolve, reject) => {
        waiting.push({ resolve, reject });
        send({ kind: 'startInference' });
      });
      return utilityInference(started.pid, started.port, ended, () =>
        send({ kind: 'killInference', pid: started.pid }),
      );
    },
  };
}

function utilityInference(
  pid: number | null,
  port: UtilityPort,
  ended: Map<number | null, (reason: string) => void>,
  kill: () => void,
): InferencePort {
  let closed: string | null = null;
  const closing: ((reason: string) => void)[] = [];
  ended.set(pid, (reason) => {
    if (closed !== null) return;
    closed = reason;
    ended.delete(pid);
    port.close();
    for (const heard of closing) heard(reason);
  });
  port.start();
  return {
    pid,
    send: (message) => {
      if (closed === null) port.postMessage(message);
    },
    onMessage: (heard) => port.on('message', ({ data }) => heard(data)),
    onClose: (heard) => {
      if (closed === null) closing.push(heard);
      else heard(closed);
    },
    kill,
  };
}
