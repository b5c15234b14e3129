import type { Kind, Target } from '../target.ts';

/** Parsers that break in each way, to show that the fuzzer sees it; input 2 is the bad one. */
const breakingAt2 = (work: () => void) => async (): Promise<Target> => {
  let fed = 0;
  return {
    seeds: [new Uint8Array(8)],
    feed: async () => {
      if (fed++ === 2) work();
      return 'taken';
    },
  };
};

type Broken = Record<string, { kind: Kind; make(shared: string | null): Promise<Target> }>;
export const BROKEN: Broken = {
  'broken.crash': { kind: 'bytes', make: breakingAt2(() => process.abort()) },
  'broken.hang': {
    kind: 'bytes',
    make: breakingAt2(() => {
      for (;;);
    }),
  },
  'broken.memory': {
    kind: 'bytes',
    make: breakingAt2(() => {
      const held: Buffer[] = [];
      for (;;) held.push(Buffer.alloc(16 * 2 ** 20, 1));
    }),
  },
  'broken.untyped': {
    kind: 'bytes',
    make: breakingAt2(() => {
      throw new TypeError('x is undefined');
    }),
  },
  'broken.make': {
    kind: 'bytes',
    make: () => Promise.reject(new Error('no seeds')),
  },
  'broken.left': {
    kind: 'bytes',
    make: async () => ({
      seeds: [new Uint8Array(8)],
      feed: async () => 'taken' as const,
      leftBehind: async () => 'half a case',
    }),
  },
};
