import type { Box, Point } from '../../../app/image/greyFrame.ts';
import { type Mask, maskBox } from '../../../app/segmentation/mask.ts';
import { gland, nodule } from '../../theme/colours.ts';
import { outlinePath } from '../frame/outlines.ts';
import { tintPixels } from '../frame/overlayMaps.ts';
import type { PixelBox } from './brush.ts';
import type { MaskName } from './history.ts';
import type { EditSession } from './session.ts';

export type EditTool = 'brush' | 'eraser' | 'redraw';

const TINT_ALPHA = 56;
const HUES: Record<MaskName, string> = { nodule, gland };

/** `#rrggbb` as three numbers. */
function rgb(hex: string): readonly [number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

/**
 * What the canvas draws of a session, kept up to date by the pixels touched instead of drawn anew:
 * a tint of the mask being edited, and both outlines.
 */
export type SessionPicture = {
  /** The tint and the part of the frame that it covers; null while the mask is empty. */
  tint(): { image: OffscreenCanvas; box: Box } | null;
  path(name: MaskName): Path2D;
  /** Tells that a mask changed inside a box. */
  touch(name: MaskName, box: PixelBox): void;
  /** Tints the other mask from now on. */
  tintMask(name: MaskName): void;
};

export function sessionPicture(session: EditSession, first: MaskName): SessionPicture {
  const { width, height } = session.masks.nodule;
  const tint = new OffscreenCanvas(width, height);
  const context = tint.getContext('2d')!;
  const paths: Partial<Record<MaskName, Path2D>> = {};
  let tinted = first;
  let box: Box | null = null;
  const refresh = (part: PixelBox) => {
    const pixels = tintPixels(session.masks[tinted], rgb(HUES[tinted]), TINT_ALPHA, part);
    context.putImageData(new ImageData(pixels, part.right - part.x, part.bottom - part.y), part.x, part.y);
  };
  refresh(whole(session.masks[first]));
  return {
    tint: () => {
      box ??= maskBox(session.masks[tinted]);
      return box && { image: tint, box };
    },
    path: (name) => {
      paths[name] ??= outlinePath(session.masks[name]);
      return paths[name];
    },
    touch: (name, part) => {
      delete paths[name];
      box = null;
      if (name === tinted) refresh(part);
    },
    tintMask: (name) => {
      tinted = name;
      box = null;
      refresh(whole(session.masks[name]));
    },
  };
}

function whole(mask: Mask): PixelBox {
  return { x: 0, y: 0, right: mask.width, bottom: mask.height };
}

/** A click this near the first corner (canvas pixels) closes an outline. */
const CLOSE_PX = 9;

/** Whether a click ends the outline being drawn: near its first corner, with a real polygon drawn so far. */
export function closesOutline(outline: readonly Point[], at: Point, scale: number): boolean {
  const first = outline[0];
  return (
    first !== undefined &&
    outline.length >= 3 &&
    Math.hypot(at.x - first.x, at.y - first.y) * scale <= CLOSE_PX
  );
}
