/**
 * One ultrasound frame as the pipeline sees it: 8-bit grey, row-major, square pixels.
 * `spacingMmPerPx` is null where the scale is unknown; nothing downstream invents one.
 */
export type GreyFrame = {
  readonly width: number;
  readonly height: number;
  /** width × height grey values, 0 black to 255 white. */
  readonly pixels: Uint8Array;
  readonly spacingMmPerPx: number | null;
};

/** A rectangle in frame pixels; x and y are the top left corner, inclusive; fractions allowed. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A point in frame pixels. */
export type Point = { readonly x: number; readonly y: number };
