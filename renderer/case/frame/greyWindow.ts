/** How grey values are shown; the stored frame and everything measured on it stay as they are. */
export type GreyWindow = {
  /** Added to every grey value, −100 to 100. */
  readonly brightness: number;
  /** Factor about mid grey, 0.4 to 3. */
  readonly contrast: number;
};
export const PLAIN_WINDOW: GreyWindow = { brightness: 0, contrast: 1 };
export const BRIGHTNESS = { min: -100, max: 100 } as const;
export const CONTRAST = { min: 0.4, max: 3 } as const;

export function isPlain(window: GreyWindow): boolean {
  return window.brightness === 0 && window.contrast === 1;
}

/** Shown grey for each stored grey: (g − 128) × contrast + 128 + brightness, kept within 0 to 255. */
export function greyTable({ brightness, contrast }: GreyWindow): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 256 }, (_, g) => (g - 128) * contrast + 128 + brightness);
}

/** RGBA pixels of a grey picture through a table of 256 shown greys. */
export function windowedPixels(grey: Uint8Array, table: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(grey.length * 4);
  for (let i = 0; i < grey.length; i++) {
    const shown = table[grey[i]!]!;
    rgba[i * 4] = shown;
    rgba[i * 4 + 1] = shown;
    rgba[i * 4 + 2] = shown;
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}
