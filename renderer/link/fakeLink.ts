import type { Handlers, Link } from '../../app/contract/channels.ts';
import { CHANNELS, type ChannelName } from '../../app/contract/channels.ts';
import { toFailure } from '../../app/failure.ts';
import { fakeBackend } from './fakeBackend.ts';
import type { ConnectedLink } from './link.ts';

/**
 * A link to an invented backend, for building screens without one: `npx vite renderer` and `/?fake` (or
 * `?fake=100000` for that many cases). Never part of a build: `main.tsx` asks for it in development only.
 * Inputs pass the contract's schemas, as they do in the real backend. `instead` replaces single handlers.
 */
export function fakeLink(instead: Partial<Handlers> = {}): ConnectedLink {
  const heard = new Map<string, Set<(payload: never) => void>>();
  const emit = (name: string, payload: unknown) => {
    for (const hear of [...(heard.get(name) ?? [])]) hear(payload as never);
  };
  const handlers = { ...fakeBackend(emit), ...instead };
  const send: Link['send'] = async (name: ChannelName, input: unknown) => {
    await new Promise((done) => setTimeout(done, 15));
    const parsed = CHANNELS[name].input.safeParse(input);
    if (!parsed.success) {
      return {
        ok: false,
        failure: { code: 'contract.badInput', values: { channel: name }, detail: parsed.error.message },
      };
    }
    try {
      return { ok: true, value: (await handlers[name](parsed.data as never)) as never };
    } catch (thrown) {
      return { ok: false, failure: toFailure(thrown) };
    }
  };
  return {
    send,
    listen: (name, hear) => {
      const set = heard.get(name) ?? new Set();
      heard.set(name, set);
      set.add(hear as (payload: never) => void);
      return () => set.delete(hear as (payload: never) => void);
    },
    connection: () => 'open',
    generation: () => 1,
    onConnection: () => () => {},
  };
}
