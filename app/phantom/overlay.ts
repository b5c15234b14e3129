import { type Mask, maskBox } from '../segmentation/mask.ts';
import { writeText } from './glyphs.ts';
import type { PhantomView } from './renderView.ts';

/** What a machine or a person has burned into the picture. */
export type OverlaySpec = {
  /** Two pairs of crosses on the first nodule's outline, numbered, with their lengths below. */
  readonly calipers?: boolean;
  /** A black border with settings and a depth scale. */
  readonly deviceText?: boolean;
};

const BORDER = { top: 28, left: 30, right: 92, bottom: 46 } as const;
const INK = 214;

/** The view with its overlay; masks move with the picture. Nothing is drawn where nothing is asked. */
export function withOverlay(view: PhantomView, overlay: OverlaySpec | undefined): PhantomView {
  let drawn = view;
  if (overlay?.calipers) drawn = withCalipers(drawn);
  if (overlay?.deviceText) drawn = withBorder(drawn, overlay.calipers ?? false);
  return drawn;
}

function withCalipers(view: PhantomView): PhantomView {
  const box = view.truth.nodules[0] ? maskBox(view.truth.nodules[0]) : null;
  if (!box) return view;
  const { width, height } = view.frame;
  const pixels = view.frame.pixels.slice();
  const middleX = Math.round(box.x + box.width / 2);
  const middleY = Math.round(box.y + box.height / 2);
  const ends = [
    [box.x, middleY, '1'],
    [box.x + box.width, middleY, ''],
    [middleX, box.y, '2'],
    [middleX, box.y + box.height, ''],
  ] as const;
  for (const [x, y, label] of ends) {
    for (let k = -5; k <= 5; k++) {
      if (x + k >= 0 && x + k < width) pixels[y * width + x + k] = 250;
      if (y + k >= 0 && y + k < height) pixels[(y + k) * width + x] = 250;
    }
    writeText(pixels, width, label, x - 12, y - 11, 250, 1);
  }
  return { ...view, frame: { ...view.frame, pixels } };
}

function withBorder(view: PhantomView, measured: boolean): PhantomView {
  const { frame, scan } = view;
  const width = frame.width + BORDER.left + BORDER.right;
  const height = frame.height + BORDER.top + BORDER.bottom;
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < frame.height; row++) {
    pixels.set(
      frame.pixels.subarray(row * frame.width, (row + 1) * frame.width),
      (row + BORDER.top) * width + BORDER.left,
    );
  }
  const right = BORDER.left + frame.width;
  [
    `F ${scan.centreFrequencyMHz.toFixed(1)}`,
    `DR ${scan.dynamicRangeDb}`,
    `G ${62 + Math.round(scan.gainDb)}`,
    `D ${((frame.height * scan.spacingMmPerPx) / 10).toFixed(1)}`,
  ].forEach((line, n) => {
    writeText(pixels, width, line, right + 10, BORDER.top + 8 + n * 22, INK, 2);
  });
  for (let depthMm = 0; depthMm <= frame.height * scan.spacingMmPerPx; depthMm += 5) {
    const y = BORDER.top + Math.min(frame.height - 1, Math.round(depthMm / scan.spacingMmPerPx));
    const long = depthMm % 10 === 0 ? 7 : 4;
    for (let k = 0; k < long; k++) pixels[y * width + BORDER.left - 3 - k] = INK;
  }
  // Grey bar.
  for (let row = 0; row < 120; row++) {
    for (let k = 0; k < 8; k++)
      pixels[(BORDER.top + 150 + row) * width + 6 + k] = 255 - Math.round(row * 2.12);
  }
  const box = view.truth.nodules[0] ? maskBox(view.truth.nodules[0]) : null;
  if (measured && box) {
    const mm = (px: number) => (px * scan.spacingMmPerPx).toFixed(1);
    writeText(
      pixels,
      width,
      `1 L ${mm(box.width)} mm`,
      BORDER.left + 8,
      BORDER.top + frame.height + 6,
      INK,
      2,
    );
    writeText(
      pixels,
      width,
      `2 L ${mm(box.height)} mm`,
      BORDER.left + 8,
      BORDER.top + frame.height + 26,
      INK,
      2,
    );
  }
  const moved = (mask: Mask): Mask => {
    const data = new Uint8Array(width * height);
    for (let row = 0; row < mask.height; row++) {
      data.set(
        mask.data.subarray(row * mask.width, (row + 1) * mask.width),
        (row + BORDER.top) * width + BORDER.left,
      );
    }
    return { width, height, data };
  };
  return {
    ...view,
    frame: { ...frame, width, height, pixels },
    truth: { ...view.truth, gland: moved(view.truth.gland), nodules: view.truth.nodules.map(moved) },
  };
}
