import fc from 'fast-check';
import { expect, it } from 'vitest';
import { floatsOfBase64 } from './floats.ts';

it('reads what Node writes, not-a-number included', () => {
  fc.assert(
    fc.property(fc.float32Array({ maxLength: 40 }), (values) => {
      const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
      expect(floatsOfBase64(bytes.toString('base64'))).toEqual(values);
    }),
  );
});

it('refuses text that is not base64 of whole floats', () => {
  for (const text of ['A', 'AAAA', 'AAAA AAA', 'AAAAA?==', 'ÄAAAAA==']) {
    expect(() => floatsOfBase64(text)).toThrow(RangeError);
  }
});
