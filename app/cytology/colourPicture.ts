/** One picture of a stained smear: 8-bit red, green, blue, interleaved, row-major. */
export type ColourPicture = { readonly width: number; readonly height: number; readonly rgb: Uint8Array };

export type Colour = readonly [red: number, green: number, blue: number];

/** A square part of a picture in its own pixels; it may reach beyond the picture's edges. */
export type Square = { readonly x: number; readonly y: number; readonly side: number };

/** How bright the glass is: nine pixels of ten are darker, in each colour. */
const GLASS_SHARE = 0.9;

/** The colour of the empty glass, 0 to 255: the 90th percentile of each colour over the whole picture. */
export function glassColour(picture: ColourPicture): Colour {
  const counts = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)] as const;
  for (let at = 0; at < picture.rgb.length; at += 3)
    for (let c = 0; c < 3; c++) counts[c]![picture.rgb[at + c]!]!++;
  const wanted = GLASS_SHARE * picture.width * picture.height;
  const percentile = (histogram: Uint32Array): number => {
    let seen = 0;
    let level = 0;
    for (; level < 255; level++) {
      seen += histogram[level]!;
      if (seen >= wanted) break;
    }
    return level;
  };
  return [percentile(counts[0]), percentile(counts[1]), percentile(counts[2])];
}
