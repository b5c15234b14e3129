import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportEncoderInputs, reportVectors } from './encoderTensors.ts';
import { REPORT_GLOSSARY } from './glossary.ts';
import { createReportTokeniser, REPORT_TOKENS, REPORT_WIDTH } from './tokenise.ts';

const vocabulary = readFileSync(
  new URL('../../models/packs/llnm-1.0.0/report-vocab.txt', import.meta.url),
  'utf8',
);
const tokenise = createReportTokeniser(vocabulary);

describe('the report tokeniser', () => {
  it('gives the ids of bert-base-uncased, by hand from its vocabulary', () => {
    const lines = vocabulary.split('\n');
    const result = tokenise('Hypoechoic nodule, left lobe.');
    const expected = [
      '[CLS]',
      'h',
      '##yp',
      '##oe',
      '##cho',
      '##ic',
      'nod',
      '##ule',
      ',',
      'left',
      'lobe',
      '.',
      '[SEP]',
    ];
    expect(result.ids).toEqual(expected.map((piece) => lines.indexOf(piece)));
    expect(result.tokens.map((token) => token.text)).toEqual(expected.slice(1, -1));
  });

  it('lays every English token over the letters it came from', () => {
    const report = 'An Irregular\tnodule 12.5mm; CAPSULE abutted';
    for (const token of tokenise(report).tokens) {
      expect(report.slice(token.start, token.end).toLowerCase()).toBe(token.text.replace('##', ''));
    }
  });

  it('keeps the offsets of the Chinese source when a term becomes English', () => {
    const report = '甲状腺左叶上极见低回声结节，边界不清，微钙化';
    const { tokens, notUnderstoodShare } = tokenise(report);
    const sources = tokens.map((token) => report.slice(token.start, token.end));
    expect(sources).toContain('甲状腺左叶');
    expect(sources).toContain('边界不清');
    expect(sources).toContain('微钙化');
    expect(tokens.map((token) => token.text).join(' ')).toContain('left lobe upper pole');
    expect(notUnderstoodShare).toBe(0);
  });

  it('takes the longest term: 边界不清 is not 边界 plus 不', () => {
    const joined = tokenise('边界不清')
      .tokens.map((token) => token.text.replace('##', ''))
      .join('');
    expect(joined).toBe('illdefinedmargin');
  });

  it('drops no Chinese character silently: what the glossary lacks becomes a token of its own', () => {
    const report = '患者天气';
    const { tokens, notUnderstoodShare } = tokenise(report);
    expect(tokens.map((token) => report.slice(token.start, token.end))).toEqual(['患者', '天', '气']);
    expect(notUnderstoodShare).toBe(0.5);
  });

  it('cuts at 50 tokens and says where', () => {
    const report = Array.from({ length: 60 }, () => 'left').join(' ');
    const result = tokenise(report);
    expect(result.tokens).toHaveLength(REPORT_TOKENS);
    expect(result.cutAfter).toBe(50 * 5 - 1);
    expect(tokenise(Array.from({ length: 50 }, () => 'left').join(' ')).cutAfter).toBeNull();
  });

  it('takes an empty report, emoji and 20,000 characters', () => {
    expect(tokenise('')).toMatchObject({ tokens: [], cutAfter: null, notUnderstoodShare: 0 });
    const emoji = tokenise('🙂🙂 🚀');
    expect(emoji.tokens.length).toBeGreaterThan(0);
    expect(emoji.notUnderstoodShare).toBe(1);
    const long = tokenise('nodule '.repeat(2857));
    expect(long.tokens).toHaveLength(REPORT_TOKENS);
    expect(tokenise('x'.repeat(20_000)).tokens).toHaveLength(1);
  });

  it('keeps its promises for any text at all', () => {
    const alphabet = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...Object.keys(REPORT_GLOSSARY)),
      fc.constantFrom(' ', '，', '≥', '１２', 'é', 'Ａ', '\u0301'),
    );
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 40 }), (parts) => {
        const report = parts.join('');
        const result = tokenise(report);
        expect(result.tokens.length).toBeLessThanOrEqual(REPORT_TOKENS);
        expect(result.ids).toHaveLength(result.tokens.length + 2);
        expect(result.mask.reduce((a, b) => a + b, 0)).toBe(result.tokens.length);
        let last = 0;
        for (const token of result.tokens) {
          expect(token.start).toBeGreaterThanOrEqual(last);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(report.length);
          last = token.start;
        }
        expect(result.notUnderstoodShare).toBeGreaterThanOrEqual(0);
        expect(result.notUnderstoodShare).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the glossary', () => {
  it('holds at least 150 terms, none of them empty of Chinese', () => {
    expect(Object.keys(REPORT_GLOSSARY).length).toBeGreaterThanOrEqual(150);
    for (const term of Object.keys(REPORT_GLOSSARY)) expect(term).toMatch(/\p{Script=Han}/u);
  });

  it('translates only into words the vocabulary can spell', () => {
    for (const english of Object.values(REPORT_GLOSSARY)) {
      for (const token of tokenise(english).tokens) expect(token.text).not.toBe('[UNK]');
    }
  });
});

describe('the encoder tensors', () => {
  it('hand over [CLS] … [SEP] unpadded and drop their vectors again', () => {
    const report = tokenise('left lobe');
    const inputs = reportEncoderInputs(report);
    expect(inputs.input_ids.dims).toEqual([1, 4]);
    const hidden = Float32Array.from(
      { length: 4 * REPORT_WIDTH },
      (_, i) => Math.floor(i / REPORT_WIDTH) + 1,
    );
    const vectors = reportVectors(hidden, report);
    expect(vectors).toHaveLength(REPORT_TOKENS * REPORT_WIDTH);
    expect([vectors[0], vectors[REPORT_WIDTH], vectors[2 * REPORT_WIDTH]]).toEqual([2, 3, 0]);
  });
});
