import type { Box, GreyFrame } from './greyFrame.ts';

/** Grey levels a pixel must differ from the background to count as drawn on. */
const DRAWN_LEVELS = 10;
/** A row or column of tissue is drawn on over at least this share of its length; a line of text is not. */
const TISSUE_SHARE = 0.3;
/** Gaps shorter than this share of the frame (a shadow, a dark vessel) do not split the tissue. */
const GAP_SHARE = 0.08;

/**
 * The part of a frame that shows tissue: device text, patient text, scales and black borders lie outside.
 * Rows and columns are kept where most of their length is drawn on; text and rulers never are.
 * Conservative: when no clear border is found, the whole frame is tissue.
 */
export function tissueBox(frame: GreyFrame): Box {
  const { width, height, pixels } = frame;
  const background = backgroundGrey(frame);
  const drawn = (i: number) => Math.abs(pixels[i]! - background) > DRAWN_LEVELS;
  const columns = new Float64Array(width);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (drawn(y * width + x)) columns[x]!++;
  const [left, right] = longestRun(columns, height * TISSUE_SHARE, width * GAP_SHARE);
  const rows = new Float64Array(height);
  for (let y = 0; y < height; y++) for (let x = left; x < right; x++) if (drawn(y * width + x)) rows[y]!++;
  // Depth darkens: rows far from the probe are kept at a lower share than the columns.
  const [top, bottom] = longestRun(rows, (right - left) * TISSUE_SHARE * 0.6, height * GAP_SHARE);
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  const tooSmall = box.width < width * 0.25 || box.height < height * 0.25;
  return tooSmall ? { x: 0, y: 0, width, height } : box;
}

/** The grey of the screen behind the picture: the commonest dark value of the frame's border, 0 when unclear. */
function backgroundGrey(frame: GreyFrame): number {
  const { width, height, pixels } = frame;
  const histogram = new Uint32Array(256);
  for (let x = 0; x < width; x++) {
    histogram[pixels[x]!]!++;
    histogram[pixels[(height - 1) * width + x]!]!++;
  }
  for (let y = 0; y < height; y++) {
    histogram[pixels[y * width]!]!++;
    histogram[pixels[y * width + width - 1]!]!++;
  }
  let common = 0;
  for (let grey = 0; grey < 90; grey++) if (histogram[grey]! > histogram[common]!) common = grey;
  return histogram[common]! > (width + height) * 2 * 0.15 ? common : 0;
}

function longestRun(values: Float64Array, least: number, gap: number): [number, number] {
  let best: [number, number] = [0, values.length];
  let bestLength = 0;
  let start = -1;
  let last = -1;
  for (let i = 0; i <= values.length; i++) {
    if (i < values.length && values[i]! >= least) {
      if (start < 0) start = i;
      last = i;
    } else if (start >= 0 && (i === values.length || i - last > gap)) {
      if (last + 1 - start > bestLength) {
        bestLength = last + 1 - start;
        best = [start, last + 1];
      }
      start = -1;
    }
  }
  return best;
}

/** The frame with everything outside the box made black: same size, same coordinates, no text beside the tissue. */
export function blankOutside(frame: GreyFrame, box: Box): GreyFrame {
  const pixels = new Uint8Array(frame.pixels.length);
  for (let y = Math.floor(box.y); y < Math.min(frame.height, box.y + box.height); y++) {
    const from = y * frame.width + Math.floor(box.x);
    const to = y * frame.width + Math.min(frame.width, Math.ceil(box.x + box.width));
    pixels.set(frame.pixels.subarray(from, to), from);
  }
  return { ...frame, pixels };
}
