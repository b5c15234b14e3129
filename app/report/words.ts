import { REPORT_GLOSSARY } from './glossary.ts';
import { halfWidth, isIdeograph, isPunctuation } from './punctuation.ts';

/** One word handed to WordPiece: its English form and where its source stands in the report as typed. */
export type ReportWord = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `unknown`: an ideograph outside the glossary, kept as a token though its meaning is lost on the encoder. */
  readonly origin: 'typed' | 'glossary' | 'unknown';
};

const TERMS = Object.keys(REPORT_GLOSSARY).map(halfWidth);
const ENGLISH = new Map(Object.entries(REPORT_GLOSSARY).map(([term, english]) => [halfWidth(term), english]));
const LONGEST_TERM = Math.max(...TERMS.map((term) => term.length));
const TERM_STARTS = new Set(TERMS.map((term) => term[0]));

/**
 * Cuts a report into words with offsets into the report as typed: whitespace separates, a punctuation
 * sign or an unknown ideograph is a word of its own, a Chinese term of the glossary becomes its English
 * words (greedy, longest match first), each carrying the term's offsets. Stops after `limit` words.
 */
export function reportWords(report: string, limit: number): ReportWord[] {
  const text = halfWidth(report);
  const words: ReportWord[] = [];
  let at = 0;
  while (at < text.length && words.length < limit) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    const term = TERM_STARTS.has(character) ? longestTerm(text, at) : null;
    if (term !== null) {
      for (const english of ENGLISH.get(term)!.split(' ').filter(Boolean)) {
        words.push({ text: english, start: at, end: at + term.length, origin: 'glossary' });
      }
      at += term.length;
    } else if (isBlank(character)) {
      at += character.length;
    } else if (isIdeograph(character)) {
      words.push({ text: character, start: at, end: at + character.length, origin: 'unknown' });
      at += character.length;
    } else if (isPunctuation(character)) {
      words.push({ text: character, start: at, end: at + character.length, origin: 'typed' });
      at += character.length;
    } else {
      const end = wordEnd(text, at);
      words.push({ text: text.slice(at, end), start: at, end, origin: 'typed' });
      at = end;
    }
  }
  return words.slice(0, limit);
}

function longestTerm(text: string, at: number): string | null {
  for (let length = Math.min(LONGEST_TERM, text.length - at); length > 0; length--) {
    const candidate = text.slice(at, at + length);
    if (ENGLISH.has(candidate)) return candidate;
  }
  return null;
}

function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length) {
    const character = String.fromCodePoint(text.codePointAt(end)!);
    if (isBlank(character) || isPunctuation(character) || isIdeograph(character)) break;
    end += character.length;
  }
  return end;
}

/** Whitespace, control characters and the replacement character: BERT's basic tokeniser drops them. */
function isBlank(character: string): boolean {
  return /^(?:\s|\p{Cc}|\p{Cf}|\ufffd|\ufe0f)$/u.test(character);
}
