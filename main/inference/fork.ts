import { fork } from 'node:child_process';
import { entryFile, entryOptions } from '../shell/entries.ts';
import type { InferencePort } from './port.ts';

/** JavaScript heap of the inference process, MB; tensors and weights live outside it and are watched by RSS. */
const HEAP_MB = 1024;

/** Starts the inference process as a forked Node child (web host, CLI, tests). */
export async function forkInference(): Promise<InferencePort> {
  const file = entryFile('inference');
  const child = fork(file, [], {
    serialization: 'advanced',
    execArgv: [...entryOptions(file), `--max-old-space-size=${HEAP_MB}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let closed: string | null = null;
  const closing: ((reason: string) => void)[] = [];
  const close = (reason: string): void => {
    if (closed !== null) return;
    closed = reason;
    for (const heard of closing) heard(reason);
  };
  child.on('exit', (code, signal) => close(signal ? `signal ${signal}` : `exit code ${code}`));
  child.on('error', (error) => close(error.message));
  return {
    pid: child.pid ?? null,
    send: (message) => {
      if (child.connected) child.send(message as object, () => {});
    },
    onMessage: (heard) => {
      child.on('message', heard);
    },
    onClose: (heard) => {
      if (closed === null) closing.push(heard);
      else heard(closed);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}
