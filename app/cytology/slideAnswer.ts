/** Several pictures of one needle's smears give one answer. */

/** One class over all pictures: the mean of the calibrated shares, and the lowest and highest single picture. */
export type ClassOverPictures = { readonly mean: number; readonly lowest: number; readonly highest: number };

/**
 * Mean and spread of each class over a case's pictures. The mean weighs every picture alike: a picture with few
 * malignant cells does not outvote another that shows them, which the spread makes visible.
 * @param shares one row for each picture, calibrated, adding up to 1
 */
export function overPictures(shares: readonly (readonly number[])[]): ClassOverPictures[] {
  const classes = shares[0]?.length ?? 0;
  return Array.from({ length: classes }, (_, c) => {
    const values = shares.map((share) => share[c]!);
    return {
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      lowest: Math.min(...values),
      highest: Math.max(...values),
    };
  });
}

/** Held-out pictures whose likeliest class got a share between `from` and `to`, and how many of them were right. */
export type SurenessBand = {
  readonly from: number;
  readonly to: number;
  readonly pictures: number;
  readonly right: number;
};

/** The band that a share falls into; null where the pack has none. */
export function bandOf(share: number, bands: readonly SurenessBand[]): SurenessBand | null {
  return bands.find((band) => share >= band.from && share < band.to) ?? null;
}
