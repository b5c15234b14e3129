import type { Box, GreyFrame } from './greyFrame.ts';

/**
 * Finds writing burned into a picture: a patient's name or number in the border, a label put on the tissue. PS3.15
 * calls for it to be cleaned (option 113101), since no tag of the file says that it is there.
 *
 * Ink is what stands out of its surroundings on both sides within a stroke's width. Strokes that lie close together
 * in a row make a line when they look like writing: several strokes side by side, of one brightness, no higher than a
 * line of text is. Speckle is neither as sharp nor as even, a fascia is one stroke, a ruler's ticks are all upright.
 *
 * What it cannot find: one or two letters alone, handwriting, and white letters on tissue that is nearly white itself (mean
 * level above about 160). The person sees what was found before anything is saved, and so what was not.
 */

/** Levels by which ink stands out of its surroundings: beside the tissue, where nothing else is drawn, and on it. */
const RISE = { beside: 45, on: 75 } as const;
/** Ink is at least this bright; on the tissue, writing is white. */
const LEVEL = { beside: 70, on: 185 } as const;
/** Strokes are at most this wide, px, in a frame of 640 px; larger frames have larger letters. */
const STROKE_PX = { beside: 5, on: 4 } as const;
/** Letters of one line are of one height: so many reach over most of it. Bright speckle is of every height. */
const LETTERS = { tall: 0.6, count: { beside: 1, on: 3 }, share: { beside: 0, on: 0.6 } } as const;
/** Height of a line of writing, px, in a frame of 640 px. */
const LINE_PX = { min: 6, max: 40 } as const;
/** Letters of one line stand at most so many line heights apart. */
const GAP = 1.1;
/** How many strokes a row of the line crosses, in the middle of its height. */
const STROKES = { beside: 2.5, on: 4 } as const;
/** Share of the line's box that is ink. */
const INK_SHARE = { min: 0.1, max: 0.7 } as const;
/** Standard deviation of the ink's levels over its mean; a burned-in label has one colour. */
const UNEVEN_MAX = { beside: 0.4, on: 0.16 } as const;

/** Lines of writing as boxes in frame pixels, from top to bottom; empty when there are none. */
export function findBurnedInText(frame: GreyFrame, tissue: Box): Box[] {
  const scale = Math.max(1, frame.width / 640);
  const wholeFrame = tissue.width >= frame.width && tissue.height >= frame.height;
  const isOn = (x: number, y: number) =>
    wholeFrame ||
    (x >= tissue.x && x < tissue.x + tissue.width && y >= tissue.y && y < tissue.y + tissue.height);
  const ink = findInk(frame, scale, isOn);
  const strokes = findStrokes(ink, frame.width, frame.height, scale);
  const onTissue = ({ left, right, top, bottom }: Stroke) => isOn((left + right) / 2, (top + bottom) / 2);
  // Apart, so that a line in the border does not reach into the picture where the tissue is bright.
  return [strokes.filter(onTissue), strokes.filter((stroke) => !onTissue(stroke))]
    .flatMap(joinStrokes)
    .flatMap((strokes) => {
      const box = boxOf(strokes);
      const where = isOn(box.x + box.width / 2, box.y + box.height / 2) ? 'on' : 'beside';
      return areLetters(strokes, box, where) && looksWritten(frame, ink, box, scale, where) ? [box] : [];
    })
    .sort((a, b) => a.y - b.y || a.x - b.x);
}

/** 1 where a pixel is brighter than what lies on both sides of it, across or down, within a stroke's width. */
function findInk(frame: GreyFrame, scale: number, isOn: (x: number, y: number) => boolean): Uint8Array {
  const { width, height, pixels } = frame;
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const where = isOn(x, y) ? 'on' : 'beside';
      const level = pixels[i]!;
      if (level < LEVEL[where]) continue;
      const limit = level - RISE[where];
      const strokePx = Math.round(STROKE_PX[where] * scale);
      const left = fallsWithin(pixels, i, -1, Math.min(strokePx, x), limit);
      const right = fallsWithin(pixels, i, 1, Math.min(strokePx, width - 1 - x), limit);
      const up = fallsWithin(pixels, i, -width, Math.min(strokePx, y), limit);
      const down = fallsWithin(pixels, i, width, Math.min(strokePx, height - 1 - y), limit);
      if ((left && right) || (up && down)) ink[i] = 1;
    }
  }
  return ink;
}

function fallsWithin(pixels: Uint8Array, i: number, step: number, steps: number, limit: number): boolean {
  for (let k = 1; k <= steps; k++) if (pixels[i + k * step]! <= limit) return true;
  return false;
}

type Stroke = { left: number; top: number; right: number; bottom: number };

/** Connected ink (eight neighbours) of a size that part of a letter can have. */
function findStrokes(ink: Uint8Array, width: number, height: number, scale: number): Stroke[] {
  const seen = new Uint8Array(ink.length);
  const strokes: Stroke[] = [];
  const stack: number[] = [];
  for (let start = 0; start < ink.length; start++) {
    if (!ink[start] || seen[start]) continue;
    const stroke = { left: width, top: height, right: 0, bottom: 0 };
    let pixels = 0;
    seen[start] = 1;
    stack.push(start);
    while (stack.length > 0) {
      const i = stack.pop()!;
      const x = i % width;
      const y = (i - x) / width;
      pixels++;
      stroke.left = Math.min(stroke.left, x);
      stroke.right = Math.max(stroke.right, x + 1);
      stroke.top = Math.min(stroke.top, y);
      stroke.bottom = Math.max(stroke.bottom, y + 1);
      for (let dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy++) {
        for (let dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
          const next = i + dy * width + dx;
          if (ink[next] && !seen[next]) {
            seen[next] = 1;
            stack.push(next);
          }
        }
      }
    }
    const tall = stroke.bottom - stroke.top;
    const wide = stroke.right - stroke.left;
    const letters = tall <= LINE_PX.max * scale && wide <= 12 * LINE_PX.max * scale;
    if (letters && pixels >= 3 && tall >= 3) strokes.push(stroke);
  }
  return strokes;
}

/** Groups strokes that stand beside each other on one line. */
function joinStrokes(strokes: readonly Stroke[]): Stroke[][] {
  const order = [...strokes].sort((a, b) => a.left - b.left);
  const lines: { members: Stroke[]; top: number; bottom: number; right: number }[] = [];
  for (const stroke of order) {
    const tall = stroke.bottom - stroke.top;
    const fits = lines.find((line) => {
      const lineTall = line.bottom - line.top;
      const shared = Math.min(line.bottom, stroke.bottom) - Math.max(line.top, stroke.top);
      const near = stroke.left - line.right <= GAP * Math.max(lineTall, tall);
      const together = Math.max(line.bottom, stroke.bottom) - Math.min(line.top, stroke.top);
      return near && shared >= 0.6 * Math.min(lineTall, tall) && together <= 1.5 * Math.max(lineTall, tall);
    });
    if (!fits) {
      lines.push({ members: [stroke], top: stroke.top, bottom: stroke.bottom, right: stroke.right });
      continue;
    }
    fits.members.push(stroke);
    fits.top = Math.min(fits.top, stroke.top);
    fits.bottom = Math.max(fits.bottom, stroke.bottom);
    fits.right = Math.max(fits.right, stroke.right);
  }
  return lines.map((line) => line.members).filter((members) => !areTicks(members));
}

/** A ruler: upright strokes only, none wider than a third of its height. */
function areTicks(members: readonly Stroke[]): boolean {
  return members.every(({ left, right, top, bottom }) => right - left <= Math.max(2, (bottom - top) / 3));
}

function boxOf(members: readonly Stroke[]): Box {
  const x = Math.min(...members.map((one) => one.left));
  const y = Math.min(...members.map((one) => one.top));
  return {
    x,
    y,
    width: Math.max(...members.map((one) => one.right)) - x,
    height: Math.max(...members.map((one) => one.bottom)) - y,
  };
}

type Where = 'on' | 'beside';

function areLetters(strokes: readonly Stroke[], box: Box, where: Where): boolean {
  const tall = strokes.filter(({ top, bottom }) => bottom - top >= LETTERS.tall * box.height).length;
  return tall >= LETTERS.count[where] && tall >= LETTERS.share[where] * strokes.length;
}

function looksWritten(frame: GreyFrame, ink: Uint8Array, box: Box, scale: number, where: Where): boolean {
  if (box.height < LINE_PX.min || box.height > LINE_PX.max * scale || box.width < 1.2 * box.height)
    return false;
  let count = 0;
  let sum = 0;
  let squares = 0;
  let crossed = 0;
  let rows = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    const middle = y > box.y + box.height * 0.2 && y < box.y + box.height * 0.8;
    if (middle) rows++;
    for (let x = box.x; x < box.x + box.width; x++) {
      const i = y * frame.width + x;
      if (!ink[i]) continue;
      const level = frame.pixels[i]!;
      count++;
      sum += level;
      squares += level * level;
      if (middle && (x === box.x || !ink[i - 1])) crossed++;
    }
  }
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  const share = count / (box.width * box.height);
  return (
    share >= INK_SHARE.min &&
    share <= INK_SHARE.max &&
    crossed / rows >= STROKES[where] &&
    deviation / mean <= UNEVEN_MAX[where]
  );
}

/** Room around a line that its soft edges reach, px in a frame of 640 px. */
const MARGIN_PX = 2;

/**
 * The frame with the lines painted over by what lies around each: black beside the tissue, the tissue's own grey on
 * it, so that no hard-edged hole appears where the networks look.
 */
export function blankText(frame: GreyFrame, lines: readonly Box[]): GreyFrame {
  const pixels = frame.pixels.slice();
  const margin = Math.ceil(MARGIN_PX * Math.max(1, frame.width / 640));
  for (const line of lines) {
    const left = Math.max(0, Math.floor(line.x) - margin);
    const top = Math.max(0, Math.floor(line.y) - margin);
    const right = Math.min(frame.width, Math.ceil(line.x + line.width) + margin);
    const bottom = Math.min(frame.height, Math.ceil(line.y + line.height) + margin);
    const above = Math.max(0, top - 1) * frame.width;
    const below = Math.min(frame.height - 1, bottom) * frame.width;
    for (let y = top; y < bottom; y++) {
      // Between the row above and the row below, by the distance to each.
      const share = (y - top + 1) / (bottom - top + 1);
      for (let x = left; x < right; x++)
        pixels[y * frame.width + x] = Math.round(
          frame.pixels[above + x]! * (1 - share) + frame.pixels[below + x]! * share,
        );
    }
  }
  return { ...frame, pixels };
}
