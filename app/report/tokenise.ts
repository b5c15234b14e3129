import { Tokenizer } from '@huggingface/tokenizers';
import { type ReportWord, reportWords } from './words.ts';

/** LLNM-Net reads 50 tokens of a report ("In practice, we set m to 50"). */
export const REPORT_TOKENS = 50;
/** Width of one report vector (all-MiniLM-L6-v2). */
export const REPORT_WIDTH = 384;

const UNKNOWN = '[UNK]';
const PIECE_CHARACTERS_MAX = 100;

export type ReportPiece = {
  readonly text: string;
  /** Where it stands in the report as typed: [start, end) in UTF-16 units. */
  readonly start: number;
  readonly end: number;
};

export type TokenisedReport = {
  /** [CLS], up to 50 WordPiece ids, [SEP]: what the encoder reads. */
  readonly ids: readonly number[];
  /** 50 values, 1 where there is a token: the fusion network's `reportMask`. */
  readonly mask: readonly number[];
  /** The tokens themselves, at most 50, without [CLS] and [SEP]. */
  readonly tokens: readonly ReportPiece[];
  /** Where the 50th token ends when more text follows; null when everything was read. */
  readonly cutAfter: number | null;
  /** Share of the read characters the encoder cannot understand (emoji, terms outside the glossary), 0 to 1. */
  readonly notUnderstoodShare: number;
};

/**
 * Makes the report tokeniser: Chinese terms to English, then lower-cased WordPiece with offsets.
 *
 * The 50 are 50 tokens of the report; [CLS] and [SEP] stand around them for the encoder, which was
 * trained with them, and their vectors are dropped again (`reportVectors`).
 *
 * @param vocabulary the pack's `report-vocab.txt`: one WordPiece per line (bert-base-uncased)
 */
export function createReportTokeniser(vocabulary: string): (report: string) => TokenisedReport {
  const pieces = vocabulary.split(/\r?\n/).filter((piece) => piece !== '');
  const vocab = Object.fromEntries(pieces.map((piece, id) => [piece, id]));
  const wordPiece = new Tokenizer(
    {
      version: '1.0',
      added_tokens: [],
      normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      model: {
        type: 'WordPiece',
        unk_token: UNKNOWN,
        continuing_subword_prefix: '##',
        max_input_chars_per_word: PIECE_CHARACTERS_MAX,
        vocab,
      },
      post_processor: null,
      decoder: null,
    },
    { tokenizer_class: 'BertTokenizer' },
  );
  const split = (word: string): string[] => wordPiece.tokenize(word, { add_special_tokens: false });
  return (report) => tokenise(report, split, vocab);
}

function tokenise(
  report: string,
  split: (word: string) => string[],
  vocab: Record<string, number>,
): TokenisedReport {
  const tokens: ReportPiece[] = [];
  const ids: number[] = [vocab['[CLS]']!];
  let more = false;
  let characters = 0;
  let lost = 0;
  // A word gives at least one token, save one made of stray combining marks only: read a few words more.
  for (const word of reportWords(report, REPORT_TOKENS * 2)) {
    if (tokens.length === REPORT_TOKENS) {
      more = true;
      break;
    }
    const parts = split(word.text);
    let inWord = 0;
    for (const part of parts) {
      const length = part.startsWith('##') ? part.length - 2 : part.length;
      const whole = part === UNKNOWN || !sameLength(word, parts);
      if (tokens.length === REPORT_TOKENS) {
        more = true;
        break;
      }
      tokens.push({
        text: part,
        start: whole ? word.start : word.start + inWord,
        end: whole ? word.end : word.start + inWord + length,
      });
      ids.push(vocab[part] ?? vocab[UNKNOWN]!);
      inWord += length;
    }
    const size = word.end - word.start;
    characters += size;
    if (word.origin === 'unknown' || parts.includes(UNKNOWN)) lost += size;
  }
  ids.push(vocab['[SEP]']!);
  return {
    ids,
    mask: Array.from({ length: REPORT_TOKENS }, (_, i) => (i < tokens.length ? 1 : 0)),
    tokens,
    cutAfter: more ? tokens.at(-1)!.end : null,
    notUnderstoodShare: characters === 0 ? 0 : lost / characters,
  };
}

/** Whether the pieces of a word can be laid over its source letter by letter. */
function sameLength(word: ReportWord, parts: readonly string[]): boolean {
  const letters = parts.reduce(
    (sum, part) => sum + (part.startsWith('##') ? part.length - 2 : part.length),
    0,
  );
  return word.origin !== 'glossary' && letters === word.end - word.start;
}
