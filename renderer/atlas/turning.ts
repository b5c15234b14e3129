import { type Eye, FIRST_EYE, PRESET_NAMES, PRESETS, type Preset, turned, zoomed } from './orbit.ts';

const STEP = Math.PI / 24;
const ZOOM_STEP = 1.15;
/** Radians for a drag across the whole width of the view. */
const DRAG_RADIANS = Math.PI * 1.1;

/** What a key does to the eye; null when the key is not the view's. Keys: arrows, + −, 1–5, Home. */
export function eyeAfterKey(eye: Eye, key: string): Eye | null {
  switch (key) {
    case 'ArrowLeft':
      return turned(eye, -STEP, 0);
    case 'ArrowRight':
      return turned(eye, STEP, 0);
    case 'ArrowUp':
      return turned(eye, 0, STEP);
    case 'ArrowDown':
      return turned(eye, 0, -STEP);
    case '+':
    case '=':
      return zoomed(eye, ZOOM_STEP);
    case '-':
    case '_':
      return zoomed(eye, 1 / ZOOM_STEP);
    case 'Home':
      return FIRST_EYE;
    default: {
      const preset = /^[1-5]$/.test(key) ? PRESET_NAMES[Number(key) - 1] : undefined;
      return preset ? eyeAt(eye, preset) : null;
    }
  }
}

/** The eye at a preset, at its present distance. */
export function eyeAt(eye: Eye, preset: Preset): Eye {
  return { ...eye, ...PRESETS[preset] };
}

/** Dragging to the right turns the gland to the right: the eye goes the other way. */
export function eyeAfterDrag(eye: Eye, dx: number, dy: number, width: number): Eye {
  const radians = DRAG_RADIANS / Math.max(200, width);
  return turned(eye, -dx * radians, dy * radians);
}

/** Wheel away from the person zooms in. */
export function eyeAfterWheel(eye: Eye, deltaY: number): Eye {
  return zoomed(eye, Math.exp(-Math.max(-200, Math.min(200, deltaY)) * 0.0015));
}

type Pointer = { readonly x: number; readonly y: number };

/** Two fingers: their spread zooms, their middle turns. */
export function eyeAfterPinch(
  eye: Eye,
  before: readonly [Pointer, Pointer],
  after: readonly [Pointer, Pointer],
  width: number,
): Eye {
  const spread = ([a, b]: readonly [Pointer, Pointer]) => Math.max(20, Math.hypot(a.x - b.x, a.y - b.y));
  const dx = (after[0].x + after[1].x - before[0].x - before[1].x) / 2;
  const dy = (after[0].y + after[1].y - before[0].y - before[1].y) / 2;
  return eyeAfterDrag(zoomed(eye, spread(after) / spread(before)), dx, dy, width);
}
