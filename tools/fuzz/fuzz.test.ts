import { describe, expect, test } from 'vitest';
import { runFuzz } from './run.ts';

describe('spoilt input', () => {
  test('ends in success or a named failure, 2,000 times: no crash, no hang, nothing left behind', async () => {
    const { targets, findings } = await runFuzz({ inputs: 2000, seed: 1 });
    expect(findings).toEqual([]);
    expect(targets.reduce((sum, one) => sum + one.inputs, 0)).toBeGreaterThanOrEqual(2000);
    // Neither all refused nor all taken: the inputs reach the parsers, and spoil them.
    expect(targets.reduce((sum, one) => sum + one.refused, 0)).toBeGreaterThan(500);
    expect(targets.every((one) => one.taken > 0)).toBe(true);
  }, 600_000);
});

describe('the fuzzer sees', () => {
  test.for([
    ['broken.crash', 'crash'],
    ['broken.hang', 'hang'],
    ['broken.memory', 'memory'],
    ['broken.untyped', 'untyped'],
  ])('%s', async ([only, kind]) => {
    const { findings } = await runFuzz({
      inputs: 4,
      seed: 1,
      only: only!,
      hangMs: kind === 'hang' ? 5000 : 60_000,
      memoryBytesMax: 700e6,
    });
    expect(findings[0]).toMatchObject({ target: only, input: 2, kind });
  });

  test('a target that cannot even begin, once', async () => {
    const { findings } = await runFuzz({ inputs: 50, seed: 1, only: 'broken.make' });
    expect(findings).toMatchObject([{ kind: 'crash', what: expect.stringContaining('no seeds') }]);
  });

  test('what is left behind', async () => {
    const { findings } = await runFuzz({ inputs: 4, seed: 1, only: 'broken.left' });
    expect(findings).toMatchObject([{ kind: 'left behind', what: 'half a case' }]);
  });
});
