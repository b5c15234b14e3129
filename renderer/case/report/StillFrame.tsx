import { useLayoutEffect, useRef } from 'react';
import { PLAIN_WINDOW } from '../frame/greyWindow.ts';
import { FIRST_LAYERS } from '../frame/layers.ts';
import { paintScene } from '../frame/paint.ts';
import type { GreyPicture } from '../frame/picture.ts';
import type { ShownView } from '../frame/shownView.ts';
import { useScene } from '../frame/useScene.ts';
import { fitViewport } from '../frame/viewport.ts';

/** Twice the printed size in CSS pixels, so that paper gets 192 dots per inch. */
const PRINT_RATIO = 2;

/** A frame with its outlines as a picture that does not move, for paper. */
export function StillFrame(props: {
  view: ShownView;
  picture: GreyPicture | null;
  label: string;
  width: number;
}) {
  const { view, picture, label, width } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = Math.round((width * view.height) / view.width);
  const scene = useScene({
    view,
    picture,
    window: PLAIN_WINDOW,
    layers: FIRST_LAYERS,
    hidden: false,
    measure: null,
    editing: null,
  });
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    const size = { width, height };
    if (context) paintScene(context, scene(fitViewport(view, size), size, null), PRINT_RATIO);
  });
  return (
    <canvas
      ref={canvas}
      width={width * PRINT_RATIO}
      height={height * PRINT_RATIO}
      style={{ width, height }}
      role="img"
      aria-label={label}
    />
  );
}
