import type { ReportToken } from '../../../app/case/assessment.ts';

/** A piece of the report as typed: read by the model with a weight, between tokens, or after the cut. */
export type ReportPiece = {
  readonly text: string;
  readonly start: number;
  /** Index of the token, or null for what carries no weight. */
  readonly token: number | null;
  /** Strength of the shade, 0 to 1: full from four times the even share on. */
  readonly shade: number;
  readonly beyondCut: boolean;
};

/** A token this many times as heavy as an even share of all tokens gets the full shade. */
const FULL_SHADE_AT = 4;

/**
 * Splits a report at its tokens so that each can be shaded by its weight. Text between tokens is kept; text
 * after the last token is beyond the cut when the report was cut, else it is only trailing space or a full stop.
 * Tokens that overlap what is already placed (sub-words of one Chinese term share its range) add their weight to it.
 */
export function reportPieces(report: string, tokens: readonly ReportToken[], cut: boolean): ReportPiece[] {
  const spans: { start: number; end: number; token: number; weight: number }[] = [];
  tokens.forEach((token, index) => {
    if (token.end <= token.start) return;
    const last = spans.at(-1);
    if (last && token.start < last.end) {
      last.weight += token.weight;
      last.end = Math.max(last.end, token.end);
    } else spans.push({ start: token.start, end: token.end, token: index, weight: token.weight });
  });
  // Against the even share, not the strongest: a report in which nothing stands out is shaded evenly and faintly.
  const even = spans.reduce((sum, span) => sum + span.weight, 0) / Math.max(spans.length, 1);
  const pieces: ReportPiece[] = [];
  const plain = (start: number, end: number, beyondCut: boolean) => {
    if (end > start) pieces.push({ text: report.slice(start, end), start, token: null, shade: 0, beyondCut });
  };
  let at = 0;
  for (const span of spans) {
    plain(at, span.start, false);
    pieces.push({
      text: report.slice(span.start, span.end),
      start: span.start,
      token: span.token,
      shade: even > 0 ? Math.min(span.weight / even / FULL_SHADE_AT, 1) : 0,
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
