/**
 * The compressed bytes of one frame. dcmjs gives one buffer per frame where the file has an offset table, else one
 * per fragment; several fragments may then belong to a frame (PS3.5 A.4). Throws an Error when they do not fit.
 */
export function fragmentsOfFrame(buffers: readonly Uint8Array[], frames: number, frame: number): Uint8Array {
  if (buffers.length === frames) return buffers[frame]!;
  if (frames === 1) return join(buffers);
  const starts = buffers.flatMap((buffer, i) => (beginsJpeg(buffer) ? [i] : []));
  if (starts.length !== frames) {
    throw new Error(`${buffers.length} fragments for ${frames} frames`);
  }
  return join(buffers.slice(starts[frame], starts[frame + 1]));
}

function beginsJpeg(buffer: Uint8Array): boolean {
  return buffer[0] === 0xff && buffer[1] === 0xd8;
}

function join(buffers: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(buffers.reduce((sum, buffer) => sum + buffer.length, 0));
  let at = 0;
  for (const buffer of buffers) {
    whole.set(buffer, at);
    at += buffer.length;
  }
  return whole;
}
