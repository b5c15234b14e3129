import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byGroup, stillServes } from './testing/attack.ts';
import { type AttackTarget, startAttackTarget } from './testing/attackTarget.ts';
import { linkAttacks } from './testing/linkAttacks.ts';
import { pageAttacks } from './testing/pageAttacks.ts';

/** The table that `npm run attack` prints, against the real host, port and backend. */

let target: AttackTarget;
beforeAll(async () => {
  target = await startAttackTarget();
});
afterAll(() => target.close());

test('the person at the screen is served, so that a refusal below is one', async () => {
  expect(target.cookie).not.toBe('');
  expect(await stillServes(target)).toBe(true);
});

describe.for(byGroup([...pageAttacks, ...linkAttacks]))('%s', ([, attacks]) => {
  test.for(attacks.map((attack) => [attack.name, attack] as const))('%s is stopped', async ([, attack]) => {
    expect(await attack.attempt(target)).toBeNull();
  });
});

test('afterwards the person at the screen is still served', async () => {
  expect(await stillServes(target)).toBe(true);
});
