/** A 5 × 7 dot font for what machines write into their pictures; each row is five bits, left dot first. */
const ROWS: Record<string, readonly number[]> = {
  '0': [14, 17, 19, 21, 25, 17, 14],
  '1': [4, 12, 4, 4, 4, 4, 14],
  '2': [14, 17, 1, 2, 4, 8, 31],
  '3': [31, 2, 4, 2, 1, 17, 14],
  '4': [2, 6, 10, 18, 31, 2, 2],
  '5': [31, 16, 30, 1, 1, 17, 14],
  '6': [6, 8, 16, 30, 17, 17, 14],
  '7': [31, 1, 2, 4, 8, 8, 8],
  '8': [14, 17, 17, 14, 17, 17, 14],
  '9': [14, 17, 17, 15, 1, 2, 12],
  '.': [0, 0, 0, 0, 0, 12, 12],
  B: [30, 17, 17, 30, 17, 17, 30],
  D: [28, 18, 17, 17, 17, 18, 28],
  F: [31, 16, 16, 30, 16, 16, 16],
  G: [14, 17, 16, 23, 17, 17, 15],
  H: [17, 17, 17, 31, 17, 17, 17],
  I: [14, 4, 4, 4, 4, 4, 14],
  L: [16, 16, 16, 16, 16, 16, 31],
  M: [17, 27, 21, 21, 17, 17, 17],
  N: [17, 17, 25, 21, 19, 17, 17],
  P: [30, 17, 17, 30, 16, 16, 16],
  R: [30, 17, 17, 30, 20, 18, 17],
  S: [15, 16, 16, 14, 1, 1, 30],
  T: [31, 4, 4, 4, 4, 4, 4],
  z: [0, 0, 31, 2, 4, 8, 31],
  c: [0, 0, 14, 16, 16, 17, 14],
  m: [0, 0, 26, 21, 21, 17, 17],
  ' ': [0, 0, 0, 0, 0, 0, 0],
};

/** Writes `text` with its top left corner at (x, y), dots of `size` pixels; characters the font lacks leave a gap. */
export function writeText(
  pixels: Uint8Array,
  width: number,
  text: string,
  x: number,
  y: number,
  grey: number,
  size: number,
): void {
  const height = pixels.length / width;
  [...text].forEach((letter, n) => {
    const rows = ROWS[letter];
    if (!rows) return;
    for (let py = 0; py < 7 * size; py++) {
      for (let px = 0; px < 5 * size; px++) {
        const dot = rows[Math.floor(py / size)] & (16 >> Math.floor(px / size));
        const column = x + n * 6 * size + px;
        if (dot && column >= 0 && column < width && y + py >= 0 && y + py < height) {
          pixels[(y + py) * width + column] = grey;
        }
      }
    }
  });
}
