import { resampleWeights } from '../image/networkInput.ts';
import { type Colour, type ColourPicture, glassColour, type Square } from './colourPicture.ts';

/**
 * What ThyroidEffi sees of a smear picture: the whole field at 224 px (ThyroidEffi, appendix C.3) and, for Premium,
 * 3 × 4 patches of it (appendix D.8). The paper squeezes 4:3 pictures into a square; here the aspect ratio stays and
 * the rest of the square takes the colour of the empty glass.
 */
export const WHOLE_PX = 224;
export const PATCH_ROWS = 3;
export const PATCH_COLUMNS = 4;
export const PATCHES = PATCH_ROWS * PATCH_COLUMNS;
/** Patches are a third of the field's height: 96 px keeps the cells a little larger than in the whole field. */
export const PATCH_PX = 96;

/** The square around a whole picture: its long side, the picture centred in it. */
export function wholeSquare({ width, height }: { width: number; height: number }): Square {
  const side = Math.max(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/**
 * Twelve squares in reading order that together cover the picture. At 4:3 they lie edge to edge, as in the paper;
 * at any other ratio they overlap along one direction instead of being squeezed.
 */
export function patchSquares({ width, height }: { width: number; height: number }): Square[] {
  const side = Math.min(Math.max(width / PATCH_COLUMNS, height / PATCH_ROWS), Math.min(width, height));
  const start = (index: number, count: number, length: number): number =>
    ((length - side) * index) / (count - 1);
  return Array.from({ length: PATCHES }, (_, i) => ({
    x: start(i % PATCH_COLUMNS, PATCH_COLUMNS, width),
    y: start(Math.floor(i / PATCH_COLUMNS), PATCH_ROWS, height),
    side,
  }));
}

/** The whole field as [3, 224, 224]: red, green, blue planes, 0 to 1. */
export function wholeInput(picture: ColourPicture): Float32Array<ArrayBuffer> {
  return squareInput(picture, wholeSquare(picture), WHOLE_PX, glassColour(picture));
}

/** The twelve patches as [12, 3, 96, 96], 0 to 1, in reading order. */
export function patchInputs(picture: ColourPicture): Float32Array<ArrayBuffer> {
  const glass = glassColour(picture);
  const length = 3 * PATCH_PX * PATCH_PX;
  const out = new Float32Array(PATCHES * length);
  patchSquares(picture).forEach((square, i) => {
    out.set(squareInput(picture, square, PATCH_PX, glass), i * length);
  });
  return out;
}

/**
 * A square of the picture at `size` × `size` pixels as [3, size, size], 0 to 1. Area-averaged when shrinking,
 * bilinear when enlarging; what lies outside the picture is glass.
 */
export function squareInput(
  picture: ColourPicture,
  square: Square,
  size: number,
  glass: Colour,
): Float32Array<ArrayBuffer> {
  const { width, height, rgb } = picture;
  const scale = size / square.side;
  const columns = resampleWeights(width, size, scale, -square.x * scale);
  const rows = resampleWeights(height, size, scale, -square.y * scale);
  const top = Math.max(0, Math.floor(square.y - 1 / scale) - 1);
  const bottom = Math.min(height, Math.ceil(square.y + square.side + 1 / scale) + 1);

  const across = new Float32Array(3 * size * height);
  for (let y = top; y < bottom; y++) {
    for (let x = 0; x < size; x++) {
      const { first, weights } = columns[x]!;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let k = 0, at = (y * width + first) * 3; k < weights.length; k++, at += 3) {
        const weight = weights[k]!;
        red += weight * rgb[at]!;
        green += weight * rgb[at + 1]!;
        blue += weight * rgb[at + 2]!;
      }
      const to = (y * size + x) * 3;
      across[to] = red;
      across[to + 1] = green;
      across[to + 2] = blue;
    }
  }

  const out = new Float32Array(3 * size * size);
  for (let c = 0; c < 3; c++) out.fill(glass[c]! / 255, c * size * size, (c + 1) * size * size);
  for (let y = 0; y < size; y++) {
    const { first, weights } = rows[y]!;
    if (weights.length === 0) continue;
    for (let x = 0; x < size; x++) {
      if (columns[x]!.weights.length === 0) continue;
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let k = 0; k < weights.length; k++)
          sum += weights[k]! * across[((first + k) * size + x) * 3 + c]!;
        out[(c * size + y) * size + x] = sum / 255;
      }
    }
  }
  return out;
}
