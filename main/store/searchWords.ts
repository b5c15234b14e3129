/**
 * Turns text into the word index's tokens. Latin words are left to SQLite's unicode61; a run of Chinese
 * characters, which has no spaces, becomes its overlapping pairs plus its last character alone: 甲状腺 →
 * 甲状 状腺 腺. Pairs keep the index small and the search exact enough without positions.
 */
const HAN_RUN = /\p{Script=Han}+/gu;

/** The text of label and report as it goes into the index. */
export function indexText(label: string, report: string): string {
  return `${label}\n${report}`.normalize('NFKC').replace(HAN_RUN, (run) => ` ${pairsOf(run).join(' ')} `);
}

/**
 * The FTS5 expression that finds every given word (the last letters may be missing: prefix), or null when the
 * words hold nothing that can be looked for.
 */
export function matchExpression(words: readonly string[]): string | null {
  const terms: string[] = [];
  for (const word of words) {
    const plain = word.normalize('NFKC');
    for (const run of plain.match(HAN_RUN) ?? []) terms.push(...hanTerms(run));
    const rest = plain.replace(HAN_RUN, ' ');
    for (const token of rest.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []) terms.push(`"${token}"*`);
  }
  return terms.length ? [...new Set(terms)].join(' AND ') : null;
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  const pairs = characters.slice(0, -1).map((c, i) => c + characters[i + 1]);
  return [...pairs, characters.at(-1)!];
}

function hanTerms(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return [`"${run}"*`];
  return characters.slice(0, -1).map((c, i) => `"${c}${characters[i + 1]}"`);
}
