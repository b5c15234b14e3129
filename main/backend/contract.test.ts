import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { CHANNELS, type ChannelName } from '../../app/contract/channels.ts';
import { isWordKey } from '../../app/words/say.ts';
import type { AnyReply } from '../shell/protocol.ts';
import { inputSchema, sampleInput, seededDraw, spoil, wrongValues } from './testing/garbage.ts';
import { type OpenBackend, openBackend } from './testing/openBackend.ts';

/** Whatever arrives under whatever name, the real backend answers with a value or with a failure that has a sentence. */

const names = Object.keys(CHANNELS) as ChannelName[];
/** Draw pictures, hash long passphrases or shut the door behind them: asked wrongly here, rightly in their own tests. */
const HEAVY = /^(case\.addExamples|access\..*|pack\.verify|user\..*|backup\..*)$/;
const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});

let backend: OpenBackend;
beforeAll(async () => {
  backend = await openBackend();
});
afterAll(async () => {
  await backend.close();
  quiet.mockRestore();
});

function expectTyped(reply: AnyReply): void {
  if (reply.ok) return;
  expect(reply.failure.code, reply.failure.detail).not.toBe('unexpected.error');
  expect(isWordKey(reply.failure.code), reply.failure.code).toBe(true);
}

describe('the contract', () => {
  test('has a schema for the input and the answer of every channel', () => {
    expect(names.length).toBeGreaterThan(25);
    for (const name of names) {
      expect(CHANNELS[name].input, name).toBeInstanceOf(z.ZodType);
      expect(CHANNELS[name].output, name).toBeInstanceOf(z.ZodType);
    }
  });

  test('names every handler that is written in the backend, so that none is reached without a schema', () => {
    const root = join(import.meta.dirname, '..', '..');
    const written = globSync('main/**/*.ts', { cwd: root })
      .filter((path) => !/\.test\.ts$|testing/.test(path))
      .flatMap((path) => [
        ...readFileSync(join(root, path), 'utf8').matchAll(/^\s+'([a-z]\w*\.[a-z]\w*)': (?:async |list\b)/gm),
      ])
      .map(([, name]) => name!);
    expect(written.length).toBeGreaterThan(25);
    expect(written.filter((name) => !Object.hasOwn(CHANNELS, name))).toEqual([]);
  });

  test('is open in this test, so that the refusals below are the contract’s', async () => {
    expect(await backend.dispatch('case.workList', {})).toMatchObject({ ok: true });
  });

  test('is answered by a handler on every channel', async () => {
    const draw = seededDraw(1);
    for (const name of names.filter((one) => !HEAVY.test(one)))
      expectTyped(await backend.dispatch(name, sampleInput(inputSchema(name), draw)));
  });

  test.for(names)('%s refuses what is no input at all', async (name) => {
    const draw = seededDraw(2);
    for (const wrong of wrongValues()) {
      const isObject = typeof wrong === 'object' && wrong !== null && !Array.isArray(wrong);
      if (isObject && HEAVY.test(name) && CHANNELS[name].input.safeParse(wrong).success) continue;
      const reply = await backend.dispatch(name, wrong);
      expectTyped(reply);
      if (!isObject) expect(reply).toMatchObject({ ok: false, failure: { code: 'contract.badInput' } });
    }
    for (let i = 0; i < 20; i++) {
      const spoilt = spoil(sampleInput(inputSchema(name), draw), draw);
      if (HEAVY.test(name) && CHANNELS[name].input.safeParse(spoilt).success) continue;
      expectTyped(await backend.dispatch(name, spoilt));
    }
  });

  test('lets nothing into the prototype of everything', () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('still answers after all that', async () => {
    expect(await backend.dispatch('case.workList', {})).toMatchObject({ ok: true });
  });
});
