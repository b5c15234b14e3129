import type { Box, GreyFrame, Point } from './greyFrame.ts';

/** Measured properties of a frame's tissue; thresholds turn them into findings in one place. */
export type FrameQuality = {
  /** Centres of caliper crosses drawn into the tissue, frame pixels. */
  readonly calipers: readonly Point[];
  /** Fine detail against overall contrast; speckle keeps it high, defocus and rescaling lower it. */
  readonly detail: number;
  /** Grey levels between the 5th and the 95th percentile of the tissue. */
  readonly contrast: number;
};

/**
 * Below these a frame gets a finding. Set on TN5000's training frames with `npm run measure:quality`
 * (about the first percentile of each), so that a usual frame stays quiet.
 */
export const QUALITY_LIMITS = { detail: 0.035, contrast: 38, calipers: 2 } as const;

/** Measures calipers, fine detail and contrast within the tissue box. */
export function measureQuality(frame: GreyFrame, tissue: Box): FrameQuality {
  const spread = percentileSpread(frame, tissue);
  return { calipers: findCalipers(frame, tissue), detail: fineDetail(frame, tissue), contrast: spread };
}

function percentileSpread(frame: GreyFrame, box: Box): number {
  const histogram = new Uint32Array(256);
  forEachPixel(frame, box, 0, (i) => {
    histogram[frame.pixels[i]!]!++;
  });
  const total = histogram.reduce((a, b) => a + b, 0);
  const at = (share: number) => {
    let sum = 0;
    for (let grey = 0; grey < 256; grey++) {
      sum += histogram[grey]!;
      if (sum >= total * share) return grey;
    }
    return 255;
  };
  return at(0.95) - at(0.05);
}

/** Mean absolute Laplacian over the grey standard deviation: scale-free, high with speckle, low with blur. */
function fineDetail(frame: GreyFrame, box: Box): number {
  const { width, pixels } = frame;
  let laplacian = 0;
  let sum = 0;
  let squares = 0;
  let count = 0;
  forEachPixel(frame, box, 1, (i) => {
    const grey = pixels[i]!;
    if (grey < 12) return;
    laplacian +=
      Math.abs(4 * grey - pixels[i - 1]! - pixels[i + 1]! - pixels[i - width]! - pixels[i + width]!) / 4;
    sum += grey;
    squares += grey * grey;
    count++;
  });
  if (count === 0) return 0;
  const deviation = Math.sqrt(Math.max(1, squares / count - (sum / count) ** 2));
  return laplacian / count / deviation;
}

/** Arm lengths a caliper cross is looked for at, px. */
const ARMS_PX = [3, 4, 5, 6, 8] as const;

/**
 * Caliper crosses: a thin bright horizontal and vertical stroke of equal length through one pixel, with
 * clearly darker corners between the strokes and clear ends. Bright speckle and fascia have no such corners
 * on all four sides.
 */
export function findCalipers(frame: GreyFrame, box: Box): Point[] {
  const { width, pixels } = frame;
  const found: Point[] = [];
  forEachPixel(frame, box, 10, (i) => {
    if (pixels[i]! < 170) return;
    for (const arm of ARMS_PX) {
      if (!isCross(pixels, width, i, arm)) continue;
      const point = { x: i % width, y: Math.floor(i / width) };
      if (found.every((other) => Math.hypot(other.x - point.x, other.y - point.y) > 2 * arm))
        found.push(point);
      return;
    }
  });
  return found;
}

function isCross(pixels: Uint8Array, width: number, centre: number, arm: number): boolean {
  let stroke = 255;
  for (let k = -arm; k <= arm; k++) {
    stroke = Math.min(stroke, pixels[centre + k]!, pixels[centre + k * width]!);
    if (stroke < 130) return false;
  }
  const limit = stroke - 60;
  for (const sx of [-1, 1]) {
    for (const sy of [-1, 1]) {
      for (let u = 2; u <= arm; u++) {
        if (pixels[centre + sx * u + sy * 2 * width]! > limit) return false;
        if (pixels[centre + sx * 2 + sy * u * width]! > limit) return false;
      }
    }
  }
  const beyond = arm + 3;
  return (
    pixels[centre + beyond]! < limit &&
    pixels[centre - beyond]! < limit &&
    pixels[centre + beyond * width]! < limit &&
    pixels[centre - beyond * width]! < limit
  );
}

function forEachPixel(frame: GreyFrame, box: Box, inset: number, visit: (index: number) => void): void {
  const left = Math.max(inset, Math.floor(box.x));
  const right = Math.min(frame.width - inset, Math.ceil(box.x + box.width));
  const top = Math.max(inset, Math.floor(box.y));
  const bottom = Math.min(frame.height - inset, Math.ceil(box.y + box.height));
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) visit(y * frame.width + x);
}
