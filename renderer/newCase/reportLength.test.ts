import { expect, it } from 'vitest';
import { estimatedPieces, REPORT_TOKENS } from './reportLength.ts';

/** True counts by `createReportTokeniser` with the pack's vocabulary (bert-base-uncased). */
it.each([
  ['Hypoechoic solid nodule, ill-defined margin, microcalcifications, abutting the capsule.', 25],
  [
    'Left upper pole: 14 x 11 x 16 mm taller-than-wide markedly hypoechoic nodule with irregular margins and punctate echogenic foci.',
    36,
  ],
  ['甲状腺左叶上极见低回声结节，边界不清，形态不规则，内见微钙化，纵横比>1', 30],
  ['Isoechoic spongiform nodule in the isthmus, smooth margin, no calcification. TI-RADS 2.', 28],
])('%s is about %i word pieces', (report, pieces) => {
  expect(Math.abs(estimatedPieces(report) - pieces)).toBeLessThanOrEqual(5);
});

it('a long report is known to be cut without counting it to the end', () => {
  expect(estimatedPieces('nodule '.repeat(5000))).toBeGreaterThan(REPORT_TOKENS);
  expect(estimatedPieces('')).toBe(0);
});
