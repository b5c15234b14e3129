import type { Mask } from '../../../app/segmentation/mask.ts';
import { smoothContour, traceContours } from './contour.ts';

/** The outline of a mask as a path in frame coordinates, its pixel staircase taken off for drawing. */
export function outlinePath(mask: Mask): Path2D {
  const path = new Path2D();
  for (const contour of traceContours(mask)) {
    smoothContour(contour).forEach((p, i) => {
      if (i === 0) path.moveTo(p.x, p.y);
      else path.lineTo(p.x, p.y);
    });
    path.closePath();
  }
  return path;
}

/** RGBA pixels as something a canvas can draw. */
export function canvasOf(
  width: number,
  height: number,
  rgba: Uint8ClampedArray<ArrayBuffer>,
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas;
}
