import { Worker } from 'node:worker_threads';
import { entryFile, entryOptions } from '../shell/entries.ts';
import type { DecodedSamples, Unpacked, UnpackReply, UnpackRequest } from './protocol.ts';

/** The largest frame takes a second or two; what takes this long, on a busy machine too, has no end. */
const DEADLINE_MS = 10_000;
/** JavaScript heap of the thread, MB; the decoders' own memory lies outside it. */
const HEAP_MB = 512;

let thread: Worker | null = null;
let last: Promise<unknown> = Promise.resolve();
let nextId = 1;

/** Unpacks a JPEG 2000 or JPEG-LS frame of the given size. Throws an Error on damaged data. */
export async function unpackSamples(
  codec: 'jpeg2000' | 'jpegLs',
  packed: Uint8Array,
  width: number,
  height: number,
  deadlineMs: number = DEADLINE_MS,
): Promise<DecodedSamples> {
  return (await inTurn({ codec, packed, width, height }, deadlineMs)) as DecodedSamples;
}

/** Unpacks a lossless JPEG frame (process 14). Throws an Error on damaged data. */
export async function unpackLossless(packed: Uint8Array): Promise<Uint8Array> {
  return (await inTurn({ codec: 'jpegLossless', packed, width: 0, height: 0 }, DEADLINE_MS)).bytes;
}

/** One frame at a time, so that a deadline is always that of the frame under way. */
function inTurn(request: Omit<UnpackRequest, 'id'>, deadlineMs: number): Promise<Unpacked> {
  const turn = last.then(() => ask({ ...request, id: nextId++ }, deadlineMs));
  last = turn.catch(() => {});
  return turn;
}

function ask(request: UnpackRequest, deadlineMs: number): Promise<Unpacked> {
  thread ??= start();
  const worker = thread;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      worker.unref();
    };
    const giveUp = (error: Error): void => {
      end();
      // Whatever state it is in, the next frame gets a fresh one.
      if (thread === worker) thread = null;
      void worker.terminate();
      reject(error);
    };
    const onMessage = (reply: UnpackReply): void => {
      if (reply.id !== request.id) return;
      end();
      if ('error' in reply) reject(new Error(reply.error));
      else resolve(reply.unpacked);
    };
    const onError = (error: Error): void => giveUp(error);
    const onExit = (code: number): void => giveUp(new Error(`the decoder ended with code ${code}`));
    const timer = setTimeout(() => giveUp(new Error(`not decoded in ${deadlineMs / 1000} s`)), deadlineMs);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.ref();
    worker.postMessage(request);
  });
}

function start(): Worker {
  const file = entryFile('codecs');
  const worker = new Worker(file, {
    execArgv: entryOptions(file),
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  worker.unref();
  return worker;
}
