/**
 * Where the eye stands: a plain value, so that turning is a function and needs no events or frame loop.
 * Yaw 0 and pitch 0 look at the gland from the front; yaw grows as the eye walks toward the patient's left.
 */
export type Eye = {
  readonly yaw: number;
  readonly pitch: number;
  /** From the gland's middle, mm. */
  readonly distance: number;
};

export const PRESETS = {
  anterior: { yaw: 0, pitch: 0 },
  posterior: { yaw: Math.PI, pitch: 0 },
  left: { yaw: Math.PI / 2, pitch: 0 },
  right: { yaw: -Math.PI / 2, pitch: 0 },
  superior: { yaw: 0, pitch: Math.PI / 2 },
} as const;
export type Preset = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as Preset[];

export const DISTANCE_MM = { near: 45, start: 168, far: 420 } as const;

/** A little above and to the side: both lobes, the isthmus and their depth are seen at once. */
export const FIRST_EYE: Eye = { yaw: 0.3, pitch: 0.2, distance: DISTANCE_MM.start };

/** Turns by radians; looking from straight above or below is the limit. */
export function turned(eye: Eye, yaw: number, pitch: number): Eye {
  const limit = Math.PI / 2;
  return { ...eye, yaw: eye.yaw + yaw, pitch: Math.max(-limit, Math.min(limit, eye.pitch + pitch)) };
}

/** Nearer by a factor above 1. */
export function zoomed(eye: Eye, factor: number): Eye {
  return { ...eye, distance: Math.max(DISTANCE_MM.near, Math.min(DISTANCE_MM.far, eye.distance / factor)) };
}

/** The eye's axes in the template's frame: to the viewer's right, up, and toward the viewer; unit vectors. */
export function axesOf(eye: Eye): { right: Vector; up: Vector; toward: Vector } {
  const { yaw, pitch } = eye;
  const right: Vector = [Math.cos(yaw), 0, -Math.sin(yaw)];
  const toward: Vector = [Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch)];
  const up: Vector = [-Math.sin(yaw) * Math.sin(pitch), Math.cos(pitch), -Math.cos(yaw) * Math.sin(pitch)];
  return { right, up, toward };
}

export type Vector = readonly [number, number, number];

/** The six anatomical directions on screen: unit disc, x right, y up, `toward` 1 facing the viewer. */
export const DIRECTIONS = {
  Left: [1, 0, 0],
  Right: [-1, 0, 0],
  Superior: [0, 1, 0],
  Inferior: [0, -1, 0],
  Anterior: [0, 0, 1],
  Posterior: [0, 0, -1],
} as const satisfies Record<string, Vector>;
export type Direction = keyof typeof DIRECTIONS;

export function directionsOnScreen(
  eye: Eye,
): { direction: Direction; x: number; y: number; toward: number }[] {
  const { right, up, toward } = axesOf(eye);
  const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  return (Object.keys(DIRECTIONS) as Direction[]).map((direction) => {
    const v = DIRECTIONS[direction];
    return { direction, x: dot(v, right), y: dot(v, up), toward: dot(v, toward) };
  });
}
