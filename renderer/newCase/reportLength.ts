import { reportWords } from '../../app/report/words.ts';

/** LLNM-Net reads the first 50 tokens of a report. */
export const REPORT_TOKENS = 50;

/** Ordinary words up to this length are one word piece; longer ones, mostly Greek and Latin here, about this much per piece. */
const WHOLE_LETTERS = 6;
const LETTERS_PER_PIECE = 3.9;

/**
 * About how many word pieces a report has, up to a little over 50. The exact count needs the model's vocabulary,
 * which is not in the window; where a report was really cut is shown with its result.
 */
export function estimatedPieces(report: string): number {
  let pieces = 0;
  for (const { text } of reportWords(report, REPORT_TOKENS * 2)) {
    pieces += text.length <= WHOLE_LETTERS ? 1 : Math.max(1, Math.round(text.length / LETTERS_PER_PIECE));
  }
  return pieces;
}
