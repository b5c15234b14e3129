import { parentPort } from 'node:worker_threads';
import { Decoder } from 'jpeg-lossless-decoder-js';
import type { Unpacked, UnpackReply, UnpackRequest } from './protocol.ts';
import { decodeJpeg2000, decodeJpegLs } from './wasmCodecs.ts';

/**
 * Worker thread: unpacks compressed DICOM frames. Damaged data can keep these decoders in a loop for ever (found by
 * `npm run fuzz`), which here costs one frame and not the backend.
 */
parentPort?.on('message', async (request: UnpackRequest) => {
  const { id } = request;
  let reply: UnpackReply;
  try {
    reply = { id, unpacked: await unpack(request) };
  } catch (error) {
    reply = { id, error: String(error) };
  }
  parentPort!.postMessage(reply);
});

async function unpack({ codec, packed, width, height }: UnpackRequest): Promise<Unpacked> {
  if (codec === 'jpeg2000') return await decodeJpeg2000(packed, width, height);
  if (codec === 'jpegLs') return await decodeJpegLs(packed, width, height);
  const whole = packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength) as ArrayBuffer;
  return { bytes: new Uint8Array(new Decoder().decompress(whole)) };
}
