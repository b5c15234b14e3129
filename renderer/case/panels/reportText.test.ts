import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportPieces, weightAt } from './reportText.ts';

const token = (text: string, start: number, weight: number) => ({
  text,
  start,
  end: start + text.length,
  weight,
});

describe('the report shaded by weight', () => {
  const report = 'Hypoechoic nodule, ill-defined.';
  const tokens = [token('Hypoechoic', 0, 0.2), token('nodule', 11, 0.1), token('ill', 19, 0.4)];

  it('shades by weight against the even share and keeps the text as typed', () => {
    const pieces = reportPieces(report, tokens, false);
    expect(pieces.map((p) => p.text).join('')).toBe(report);
    const even = 0.7 / 3;
    expect(pieces.find((p) => p.text === 'ill')?.shade).toBeCloseTo(0.4 / even / 4);
    expect(pieces.find((p) => p.text === 'Hypoechoic')?.shade).toBeCloseTo(0.2 / even / 4);
  });

  it('shades a report in which nothing stands out faintly, and one heavy word fully', () => {
    const flat = Array.from({ length: 10 }, (_, i) => token('a', i, 0.1));
    for (const piece of reportPieces('aaaaaaaaaa', flat, false)) expect(piece.shade).toBeCloseTo(0.25, 9);
    const one = flat.map((f, i) => ({ ...f, weight: i === 3 ? 0.91 : 0.01 }));
    expect(reportPieces('aaaaaaaaaa', one, false)[3]?.shade).toBe(1);
  });

  it('marks what lies beyond the cut, and only that', () => {
    const pieces = reportPieces(report, tokens, true);
    expect(pieces.filter((p) => p.beyondCut).map((p) => p.text)).toEqual(['-defined.']);
    expect(reportPieces(report, tokens, false).some((p) => p.beyondCut)).toBe(false);
  });

  it('shades a term once when several sub-words stand for it, with their weights added', () => {
    const shared = [
      { text: 'hypo', start: 0, end: 3, weight: 0.1 },
      { text: '##echoic', start: 0, end: 3, weight: 0.2 },
      { text: 'nodule', start: 3, end: 5, weight: 0.3 },
    ];
    const pieces = reportPieces('低回声结节', shared, false);
    expect(pieces.map((p) => p.text)).toEqual(['低回声', '结节']);
    expect(pieces[0]!.shade).toBeCloseTo(0.25);
    expect(weightAt(shared, 0)).toBeCloseTo(0.3);
  });

  it('shades parts as wholes where they were asked about: full from half of the effect on', () => {
    const part = (start: number, end: number, share: number) => ({
      start,
      end,
      share,
      raises: true,
      without: 0.4,
    });
    const pieces = reportPieces(report, tokens, false, [part(0, 17, 0.75), part(19, 30, 0.25)]);
    expect(pieces.map((p) => [p.text, p.weighed, p.shade])).toEqual([
      ['Hypoechoic nodule', 0, 1],
      [', ', null, 0],
      ['ill-defined', 1, 0.5],
      ['.', null, 0],
    ]);
  });

  it('never loses or repeats a character', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.array(fc.tuple(fc.nat(70), fc.nat(9), fc.double({ min: 0, max: 1, noNaN: true })), {
          maxLength: 12,
        }),
        fc.boolean(),
        (text, raw, cut) => {
          const some = raw
            .map(([start, length, weight]) => ({
              text: '',
              start: Math.min(start, text.length),
              end: Math.min(start + length, text.length),
              weight,
            }))
            .sort((a, b) => a.start - b.start || a.end - b.end);
          expect(
            reportPieces(text, some, cut)
              .map((p) => p.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
  });
});
