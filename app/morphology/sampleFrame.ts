import type { Box, GreyFrame } from '../image/greyFrame.ts';

/**
 * Reads a square window of a frame onto size × size values with one scale for both axes.
 * Bilinear between pixels; when the window shrinks, up to 4 × 4 samples are averaged per value, so that
 * speckle is not aliased. Beyond the frame's edge: 0.
 *
 * @param window square in frame pixels
 * @param write receives values in 0..1 at `row * stride + column + offset`
 */
export function sampleSquare(
  frame: GreyFrame,
  window: Box,
  size: number,
  write: Float32Array,
  offset = 0,
  stride = size,
): void {
  const step = window.width / size;
  const taps = Math.min(4, Math.max(1, Math.round(step)));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let v = 0; v < taps; v++) {
        const y = window.y + (row + (v + 0.5) / taps) * step - 0.5;
        for (let u = 0; u < taps; u++) {
          sum += bilinear(frame, window.x + (column + (u + 0.5) / taps) * step - 0.5, y);
        }
      }
      write[offset + row * stride + column] = sum / (taps * taps * 255);
    }
  }
}

function bilinear(frame: GreyFrame, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const fx = x - left;
  const fy = y - top;
  return (
    grey(frame, left, top) * (1 - fx) * (1 - fy) +
    grey(frame, left + 1, top) * fx * (1 - fy) +
    grey(frame, left, top + 1) * (1 - fx) * fy +
    grey(frame, left + 1, top + 1) * fx * fy
  );
}

function grey(frame: GreyFrame, x: number, y: number): number {
  if (x < -1 || y < -1 || x > frame.width || y > frame.height) return 0;
  const cx = x < 0 ? 0 : x >= frame.width ? frame.width - 1 : x;
  const cy = y < 0 ? 0 : y >= frame.height ? frame.height - 1 : y;
  return frame.pixels[cy * frame.width + cx]!;
}
