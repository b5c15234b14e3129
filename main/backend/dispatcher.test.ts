import { describe, expect, test, vi } from 'vitest';
import type { Handlers } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import { createDispatcher } from './dispatcher.ts';

const dispatcherOf = (handlers: object, checkOutputs = false) =>
  createDispatcher(handlers as Handlers, { checkOutputs });

describe('the dispatcher', () => {
  test('refuses a name that is not in the contract, inherited ones too', async () => {
    const dispatch = dispatcherOf({});
    for (const name of ['case.explode', 'toString', '__proto__', ''])
      expect(await dispatch(name, {})).toMatchObject({
        ok: false,
        failure: { code: 'contract.unknownChannel', values: { channel: name } },
      });
  });

  test('refuses an input that does not fit, without showing its values and without calling the handler', async () => {
    const handler = vi.fn();
    const dispatch = dispatcherOf({ 'case.get': handler });
    const reply = await dispatch('case.get', { caseId: 17, name: 'Mrs Secret' });
    expect(reply).toMatchObject({ ok: false, failure: { code: 'contract.badInput' } });
    expect(JSON.stringify(reply)).not.toContain('Secret');
    expect(handler).not.toHaveBeenCalled();
  });

  test('hands over the parsed input, with its defaults', async () => {
    const handler = vi.fn(async () => ({ rows: [], total: 0 }));
    await dispatcherOf({ 'case.workList': handler })('case.workList', {});
    expect(handler).toHaveBeenCalledWith({
      search: '',
      order: 'newest',
      archived: false,
      offset: 0,
      limit: 100,
    });
  });

  test('answers a typed failure as it is, and anything else as unforeseen with its message', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    const failing = dispatcherOf({
      'case.get': async () => {
        throw new FailureError('case.notFound', { caseId: 'a' });
      },
      'app.info': async () => {
        throw new TypeError('x is not a function');
      },
    });
    expect(await failing('case.get', { caseId: 'a' })).toMatchObject({
      failure: { code: 'case.notFound', values: { caseId: 'a' } },
    });
    expect(await failing('app.info', {})).toMatchObject({
      failure: { code: 'unexpected.error', detail: 'TypeError: x is not a function' },
    });
    quiet.mockRestore();
  });

  test('holds answers against the contract when asked to', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    const handlers = { 'case.workList': async () => ({ rows: 'none', total: 0 }) };
    expect(await dispatcherOf(handlers, true)('case.workList', {})).toMatchObject({ ok: false });
    expect(await dispatcherOf(handlers, false)('case.workList', {})).toMatchObject({ ok: true });
    quiet.mockRestore();
  });
});
