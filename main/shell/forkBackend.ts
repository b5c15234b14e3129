import { fork } from 'node:child_process';
import type { BackendPort } from './backendClient.ts';
import { BACKEND_MALLOC, BACKEND_OPTIONS } from './backendMemory.ts';
import { entryFile, entryOptions } from './entries.ts';
import type { BackendOptions } from './protocol.ts';

/** Starts the backend as a forked Node child: the way of the web host and of the tests. */
export function forkBackend(options: BackendOptions): BackendPort & { pid: number | undefined } {
  const file = entryFile('backend');
  const child = fork(file, [JSON.stringify(options)], {
    serialization: 'advanced',
    execArgv: [...entryOptions(file), ...BACKEND_OPTIONS],
    env: { ...BACKEND_MALLOC, ...process.env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let ended = false;
  return {
    pid: child.pid,
    send: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    onMessage: (heard) => {
      child.on('message', heard);
    },
    onExit: (heard) => {
      const once = (reason: string): void => {
        if (ended) return;
        ended = true;
        heard(reason);
      };
      child.on('exit', (code, signal) => once(signal ? `signal ${signal}` : `exit code ${code}`));
      child.on('error', (error) => once(error.message));
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}
