import type { Box } from '../image/greyFrame.ts';

/** One anchor of the network that could be a nodule, box in input pixels (of the frame as it is, not mirrored). */
export type Candidate = {
  readonly box: Box;
  readonly score: number;
  readonly look: number;
  readonly anchor: number;
};

/** A place where the looks agree on a nodule. */
export type Agreed = {
  readonly box: Box;
  /** Mean over the looks of the best score at this place; a look that sees nothing there counts as 0. */
  readonly score: number;
  /** The best candidate of each look at this place, where it has one. */
  readonly best: readonly Candidate[];
};

/** Candidates below this are noise to either look; what both see weakly may still add up. */
const CANDIDATE_SCORE = 0.05;
/** Candidates overlapping a place's best one at least this much refine its box. */
const AVERAGED_IOU = 0.6;
const AVERAGED_MOST = 12;
/** More places than a thyroid frame ever shows. */
const PLACES_MOST = 10;

/**
 * The candidates of one look, best first.
 * @param boxes [4, A] centre x, centre y, width, height; `scores` [A]
 * @param mirroredSide the input's side when the look saw the frame mirrored left to right, else null
 */
export function candidatesOf(
  boxes: Float32Array,
  scores: Float32Array,
  look: number,
  mirroredSide: number | null,
): Candidate[] {
  const count = scores.length;
  const found: Candidate[] = [];
  for (let anchor = 0; anchor < count; anchor++) {
    if (scores[anchor]! < CANDIDATE_SCORE) continue;
    const width = boxes[2 * count + anchor]!;
    const height = boxes[3 * count + anchor]!;
    const centre = mirroredSide === null ? boxes[anchor]! : mirroredSide - boxes[anchor]!;
    const box = { x: centre - width / 2, y: boxes[count + anchor]! - height / 2, width, height };
    found.push({ box, score: scores[anchor]!, look, anchor });
  }
  return found.sort((a, b) => b.score - a.score);
}

/**
 * Where the looks agree, best first: a nodule is the same in a mirror, so a place that only one look sees is
 * doubtful and its score falls. Boxes are averaged by score over both looks (test-time augmentation with
 * weighted boxes fusion, Solovyev et al. 2021).
 *
 * @param sameIou candidates overlapping more than this tell of the same nodule
 */
export function agree(looks: readonly (readonly Candidate[])[], sameIou: number): Agreed[] {
  const all = looks.flat().sort((a, b) => b.score - a.score);
  const seeds: Candidate[] = [];
  for (const candidate of all) {
    if (seeds.some((seed) => boxOverlap(seed.box, candidate.box) > sameIou)) continue;
    seeds.push(candidate);
    if (seeds.length === PLACES_MOST) break;
  }
  return seeds.map((seed) => agreedAt(seed, looks, sameIou)).sort((a, b) => b.score - a.score);
}

function agreedAt(seed: Candidate, looks: readonly (readonly Candidate[])[], sameIou: number): Agreed {
  const best = looks.flatMap((look) => look.find((c) => boxOverlap(c.box, seed.box) > sameIou) ?? []);
  const averaged = looks.flatMap((look) =>
    look.filter((c) => boxOverlap(c.box, seed.box) >= AVERAGED_IOU).slice(0, AVERAGED_MOST),
  );
  const weight = averaged.reduce((sum, c) => sum + c.score, 0);
  const mean = (of: (box: Box) => number) =>
    averaged.reduce((sum, c) => sum + c.score * of(c.box), 0) / weight;
  return {
    box: {
      x: mean((b) => b.x),
      y: mean((b) => b.y),
      width: mean((b) => b.width),
      height: mean((b) => b.height),
    },
    score: best.reduce((sum, c) => sum + c.score, 0) / looks.length,
    best,
  };
}

/** Intersection over union of two boxes. */
export function boxOverlap(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (across <= 0 || down <= 0) return 0;
  const shared = across * down;
  return shared / (a.width * a.height + b.width * b.height - shared);
}
