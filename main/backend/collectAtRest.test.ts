import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { collectAtRest } from './collectAtRest.ts';

const picture = () => new WeakRef({ pixels: new Uint8Array(1e6) });

test('what is no longer in use is gone from memory once nothing is asked, and not before', async () => {
  const asked = collectAtRest(200);
  asked();
  const held = picture();
  for (let i = 0; i < 4; i++) {
    await pause(80);
    asked();
  }
  expect(held.deref()).toBeDefined();
  await pause(500);
  expect(held.deref()).toBeUndefined();
});
