import type { Box, Point } from '../../../app/image/greyFrame.ts';
import * as colours from '../../theme/colours.ts';
import { type Size, toCanvas, type Viewport } from './viewport.ts';

/** Everything a frame canvas shows at one moment. Geometry in frame pixels. */
export type Scene = {
  readonly viewport: Viewport;
  readonly canvas: Size;
  readonly frame: Size;
  readonly picture: CanvasImageSource | null;
  /** φ or activation, over the picture and under the outlines. */
  readonly map: {
    image: CanvasImageSource;
    box: Box;
    smooth: boolean;
  } | null;
  /** The mask being edited, as a light tint, and the part of the frame it covers. */
  readonly tint: { image: CanvasImageSource; box: Box } | null;
  readonly outlines: readonly Outline[];
  readonly line: { from: Point; to: Point } | null;
  readonly centralPoint: Point | null;
  readonly measure: { from: Point; to: Point } | null;
  readonly brush: { at: Point; radius: number; erases: boolean } | null;
  readonly redraw: readonly Point[] | null;
};
export type Outline = { readonly path: Path2D; readonly colour: string; readonly dashed: boolean };

/** Contours are 1.5 px wide at every zoom, over a thin dark edge that keeps them apart from bright tissue. */
const CONTOUR_PX = 1.5;
/** From this magnification on, single pixels are shown as squares: what is painted is what is stored. */
const SHOW_PIXELS_FROM = 7;

/** The picture and the map at one viewport, kept while only outlines change: scaling them is the costly part. */
export type Ground = { canvas: OffscreenCanvas; key: readonly unknown[] };

export function paintScene(
  context: CanvasRenderingContext2D,
  scene: Scene,
  ratio: number,
  kept: { current: Ground | null } = { current: null },
): void {
  const { viewport } = scene;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(groundOf(scene, ratio, kept), 0, 0);
  if (scene.tint) {
    const { image, box } = scene.tint;
    inFrame(context, viewport, ratio);
    context.drawImage(image, box.x, box.y, box.width, box.height, box.x, box.y, box.width, box.height);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.lineJoin = 'round';
  const toScreen = new DOMMatrix([
    viewport.scale,
    0,
    0,
    viewport.scale,
    -viewport.left * viewport.scale,
    -viewport.top * viewport.scale,
  ]);
  for (const outline of scene.outlines) paintOutline(context, outline, toScreen);
  if (scene.line) paintLine(context, viewport, scene.line);
  if (scene.centralPoint) paintCross(context, toCanvas(viewport, scene.centralPoint));
  if (scene.measure) paintMeasure(context, viewport, scene.measure);
  if (scene.redraw && scene.redraw.length > 0) paintRedraw(context, viewport, scene.redraw);
  if (scene.brush) paintBrush(context, viewport, scene.brush);
}

function groundOf(scene: Scene, ratio: number, kept: { current: Ground | null }): OffscreenCanvas {
  const { viewport, canvas, frame, picture, map } = scene;
  const key = [viewport, canvas.width, canvas.height, ratio, picture, map];
  if (kept.current && key.every((part, i) => part === kept.current?.key[i])) return kept.current.canvas;
  const ground = new OffscreenCanvas(
    Math.max(Math.round(canvas.width * ratio), 1),
    Math.max(Math.round(canvas.height * ratio), 1),
  );
  const context = ground.getContext('2d', { alpha: false })!;
  context.fillStyle = colours.surfaces.frame;
  context.fillRect(0, 0, ground.width, ground.height);
  inFrame(context, viewport, ratio);
  context.imageSmoothingEnabled = viewport.scale < SHOW_PIXELS_FROM;
  context.imageSmoothingQuality = 'high';
  if (picture) context.drawImage(picture, 0, 0, frame.width, frame.height);
  if (map) {
    context.beginPath();
    context.rect(0, 0, frame.width, frame.height);
    context.clip();
    context.imageSmoothingEnabled = map.smooth || viewport.scale < SHOW_PIXELS_FROM;
    context.drawImage(map.image, map.box.x, map.box.y, map.box.width, map.box.height);
  }
  kept.current = { canvas: ground, key };
  return ground;
}

function inFrame(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  { scale, left, top }: Viewport,
  ratio: number,
): void {
  context.setTransform(ratio * scale, 0, 0, ratio * scale, -left * scale * ratio, -top * scale * ratio);
}

function paintOutline(context: CanvasRenderingContext2D, outline: Outline, toScreen: DOMMatrix): void {
  const path = new Path2D();
  path.addPath(outline.path, toScreen);
  context.setLineDash(outline.dashed ? [5, 4] : []);
  stroke(context, path, colours.contourEdge, CONTOUR_PX + 2);
  stroke(context, path, outline.colour, CONTOUR_PX);
  context.setLineDash([]);
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

/** A line with a bar across each end, as calipers draw it; a single ring where the length is nothing. */
function segment(from: Point, to: Point, bar: number): Path2D {
  const path = new Path2D();
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 1.5) {
    path.arc(to.x, to.y, bar, 0, 2 * Math.PI);
    return path;
  }
  const across = { x: (-(to.y - from.y) / length) * bar, y: ((to.x - from.x) / length) * bar };
  path.moveTo(from.x, from.y);
  path.lineTo(to.x, to.y);
  for (const end of [from, to]) {
    path.moveTo(end.x - across.x, end.y - across.y);
    path.lineTo(end.x + across.x, end.y + across.y);
  }
  return path;
}

function paintLine(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  line: { from: Point; to: Point },
): void {
  const path = segment(toCanvas(viewport, line.from), toCanvas(viewport, line.to), 5);
  stroke(context, path, colours.contourEdge, 4.5);
  stroke(context, path, colours.capsuleLine, 2.25);
}

function paintCross(context: CanvasRenderingContext2D, at: Point): void {
  const path = new Path2D();
  path.moveTo(at.x - 5, at.y);
  path.lineTo(at.x + 5, at.y);
  path.moveTo(at.x, at.y - 5);
  path.lineTo(at.x, at.y + 5);
  stroke(context, path, colours.contourEdge, 3.5);
  stroke(context, path, colours.centralPoint, 1.5);
}

function paintMeasure(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  line: { from: Point; to: Point },
): void {
  const path = segment(toCanvas(viewport, line.from), toCanvas(viewport, line.to), 6);
  stroke(context, path, colours.contourEdge, 4);
  context.setLineDash([6, 3]);
  stroke(context, path, colours.ruler, 1.5);
  context.setLineDash([]);
}

function paintRedraw(context: CanvasRenderingContext2D, viewport: Viewport, points: readonly Point[]): void {
  const path = new Path2D();
  points.forEach((p, i) => {
    const { x, y } = toCanvas(viewport, p);
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  });
  stroke(context, path, colours.contourEdge, 3.5);
  stroke(context, path, colours.ruler, 1.5);
  const first = toCanvas(viewport, points[0]!);
  context.fillStyle = colours.ruler;
  context.beginPath();
  context.arc(first.x, first.y, 3.5, 0, 2 * Math.PI);
  context.fill();
}

function paintBrush(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  brush: { at: Point; radius: number; erases: boolean },
): void {
  const centre = toCanvas(viewport, brush.at);
  const path = new Path2D();
  path.arc(centre.x, centre.y, Math.max(brush.radius * viewport.scale, 1), 0, 2 * Math.PI);
  stroke(context, path, colours.contourEdge, 3);
  context.setLineDash(brush.erases ? [4, 3] : []);
  stroke(context, path, colours.ruler, 1);
  context.setLineDash([]);
}
