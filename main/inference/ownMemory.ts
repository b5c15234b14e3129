import { Worker } from 'node:worker_threads';
import { INFERENCE_RSS_MAX_BYTES } from './memoryWatch.ts';

const EVERY_MS = 100;

/**
 * Ends this process when its resident memory passes the limit, on every operating system: a model can ask for more
 * than the machine has, and a run blocks the event loop, so a thread of its own watches. It never loads onnxruntime.
 * Ending this process costs the request that was running and nothing else.
 */
export function watchOwnMemory(limitBytes: number = INFERENCE_RSS_MAX_BYTES): void {
  const watcher = new Worker(WATCHER, { eval: true, workerData: { limitBytes, everyMs: EVERY_MS } });
  watcher.unref();
  // Without the watcher there is still the backend's own watch, and the look between two requests.
  watcher.on('error', () => {});
}

/** Plain text, so that no second entry has to be built and found for it. */
const WATCHER = `
const { workerData } = require('node:worker_threads');
setInterval(() => {
  if (process.memoryUsage.rss() > workerData.limitBytes) process.kill(process.pid, 'SIGKILL');
}, workerData.everyMs);
`;
