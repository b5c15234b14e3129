import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import type { BackendPort } from '../shell/backendClient.ts';
import { BACKEND_OPTIONS } from '../shell/backendMemory.ts';
import { entryFile } from '../shell/entries.ts';
import type { BackendOptions, FromBackend } from '../shell/protocol.ts';

/** JavaScript heap of the inference process, MB; see main/inference/fork.ts. */
const INFERENCE_HEAP_MB = 1024;

/** Starts backend and inference as utility processes and joins the two by a message channel. */
export function createProcesses(options: BackendOptions): {
  startBackend(): BackendPort;
  onOther(message: FromBackend): void;
  killInference(): void;
} {
  let backend: UtilityProcess | null = null;
  const inferences = new Set<UtilityProcess>();

  function startInference(): void {
    const to = backend;
    if (!to) return;
    const child = utilityProcess.fork(entryFile('inference'), [], {
      serviceName: 'ThyroMap inference',
      execArgv: [`--max-old-space-size=${INFERENCE_HEAP_MB}`],
      stdio: 'inherit',
    });
    inferences.add(child);
    const { port1, port2 } = new MessageChannelMain();
    let pid: number | null = null;
    child.once('spawn', () => {
      pid = child.pid ?? null;
      child.postMessage('port', [port2]);
      to.postMessage({ kind: 'inferenceStarted', pid }, [port1]);
    });
    child.once('exit', (code) => {
      inferences.delete(child);
      to.postMessage({ kind: 'inferenceEnded', pid, reason: `exit code ${code}` });
    });
  }

  return {
    startBackend() {
      const child = utilityProcess.fork(entryFile('backend'), [JSON.stringify(options)], {
        serviceName: 'ThyroMap backend',
        execArgv: [...BACKEND_OPTIONS],
        stdio: 'inherit',
      });
      backend = child;
      return {
        send: (message) => child.postMessage(message),
        onMessage: (heard) => {
          child.on('message', heard);
        },
        onExit: (heard) => {
          child.once('exit', (code) => {
            // A backend that is gone leaves nobody to answer.
            for (const inference of inferences) inference.kill();
            heard(`exit code ${code}`);
          });
        },
        kill: () => {
          child.kill();
        },
      };
    },
    onOther(message) {
      if (message.kind === 'startInference') startInference();
      else if (message.kind === 'killInference') {
        for (const child of inferences) if (child.pid === message.pid) child.kill();
      }
    },
    killInference() {
      for (const child of inferences) child.kill();
    },
  };
}
