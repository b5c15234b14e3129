import { z } from 'zod';

/** More pictures than a slide review ever takes; keeps one case from filling the store. */
export const SMEARS_MAX = 60;
/** How many pictures one request brings at most; the screen sends more in turns. */
export const SMEARS_AT_ONCE = 12;
/** Stored pictures are shrunk to this long side, as the paper shrinks all of its own (appendix C.3). */
export const SMEAR_LONG_SIDE_PX = 1024;

/** One needle-cytology picture of a case; the pixels are fetched by `imageId` with `image.get`. */
export const smearSchema = z.object({
  imageId: z.string(),
  fileName: z.string().max(300),
  width: z.int().min(1),
  height: z.int().min(1),
});
export type Smear = z.infer<typeof smearSchema>;

/** Smaller pictures show too few cells. */
export const SMEAR_SIDE_MIN_PX = 128;
