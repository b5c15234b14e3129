/** What stands between commas, full stops and semicolons of either script: [start, end) with the mark, and its text. */
export type ReportPart = { start: number; end: number; text: string };

export function reportParts(report: string): ReportPart[] {
  const parts: ReportPart[] = [];
  // A full stop inside a number (1.2 cm) does not end a part.
  for (const match of report.matchAll(/(?:[^,，、;；。.\n]|\.(?=\d))+[,，、;；。.\n]*/g)) {
    const text = match[0].replace(/[,，、;；。.\s]+$/, '').trim();
    if (text) parts.push({ start: match.index, end: match.index + match[0].length, text });
  }
  return parts;
}

/** A part with the tokens that the model read of it. */
export type ReadPart = { readonly start: number; readonly end: number; readonly tokens: readonly number[] };

/**
 * The parts of a report as far as it was read, without the spaces and marks around them; at most `most`, the last of
 * which then holds all that follows.
 *
 * @param tokens where each token stands in the report, in order
 */
export function readParts(
  report: string,
  tokens: readonly { readonly start: number; readonly end: number }[],
  most: number,
): ReadPart[] {
  const parts: { start: number; end: number; tokens: number[] }[] = [];
  for (const { start, end, text } of reportParts(report)) {
    const own = tokens.flatMap((token, i) => (token.start >= start && token.start < end ? [i] : []));
    if (own.length === 0) continue;
    const from = report.indexOf(text, start);
    // Marks are tokens too; and where the report was cut, its last part ends with the last token.
    const to = Math.min(from + text.length, tokens[own.at(-1)!]!.end);
    const found = { start: from, end: to, tokens: own };
    const last = parts.at(-1);
    if (last && parts.length === most) {
      last.end = found.end;
      last.tokens.push(...own);
    } else parts.push(found);
  }
  return parts;
}
