import type { AssessedReportPart, ReportToken } from '../../../app/case/assessment.ts';

/** A piece of the report as typed: read by the model with a weight, between such pieces, or after the cut. */
export type ReportPiece = {
  readonly text: string;
  readonly start: number;
  /** Index of the part (in older assessments of the token), or null for what carries no weight. */
  readonly weighed: number | null;
  /** Strength of the shade, 0 to 1: full from half of the report's effect on, or four times a token's even share. */
  readonly shade: number;
  readonly beyondCut: boolean;
};

/** A token this many times as heavy as an even share of all tokens gets the full shade. */
const FULL_SHADE_AT = 4;
/** A part with this share of the report's effect, or more, gets the full shade. */
const FULL_SHADE_SHARE = 0.5;

/**
 * Splits a report at its parts so that each can be shaded by what it does to the estimate. Text between them is kept;
 * text after the last is beyond the cut when the report was cut, else it is only trailing space or a full stop.
 *
 * An assessment from before parts were asked about has weights for its tokens instead, by attention rollout. Tokens that overlap what is already placed (sub-words of one Chinese term share its range) add their weight to it.
 */
export function reportPieces(
  report: string,
  tokens: readonly ReportToken[],
  cut: boolean,
  parts?: readonly AssessedReportPart[],
): ReportPiece[] {
  const spans: { start: number; end: number; weighed: number; weight: number }[] = [];
  const add = ({ start, end }: { start: number; end: number }, weighed: number, weight: number) => {
    if (end <= start) return;
    const last = spans.at(-1);
    if (last && start < last.end) {
      last.weight += weight;
      last.end = Math.max(last.end, end);
    } else spans.push({ start, end, weighed, weight });
  };
  if (parts) for (const [index, part] of parts.entries()) add(part, index, part.share);
  else for (const [index, token] of tokens.entries()) add(token, index, token.weight);
  // Against the even share, not the strongest: a report in which nothing stands out is shaded evenly and faintly.
  const even = spans.reduce((sum, span) => sum + span.weight, 0) / Math.max(spans.length, 1);
  const full = parts ? FULL_SHADE_SHARE : even * FULL_SHADE_AT;
  const pieces: ReportPiece[] = [];
  const plain = (start: number, end: number, beyondCut: boolean) => {
    if (end > start)
      pieces.push({ text: report.slice(start, end), start, weighed: null, shade: 0, beyondCut });
  };
  let at = 0;
  for (const span of spans) {
    plain(at, span.start, false);
    pieces.push({
      text: report.slice(span.start, span.end),
      start: span.start,
      weighed: span.weighed,
      shade: full > 0 ? Math.min(span.weight / full, 1) : 0,
      beyondCut: false,
    });
    at = span.end;
  }
  plain(at, report.length, cut);
  return pieces;
}

/** The weight of a shaded piece: its own token and those that share its range. */
export function weightAt(tokens: readonly ReportToken[], index: number): number {
  const token = tokens[index];
  if (!token) return 0;
  return tokens
    .filter((other) => other.start < token.end && other.end > token.start)
    .reduce((sum, other) => sum + other.weight, 0);
}
