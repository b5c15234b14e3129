import { z } from 'zod';
import { failureSchema } from '../../app/failure.ts';
import type { Keychain } from '../access/keychain.ts';
import { type FromBackend, type KeychainQuestion, toBackendSchema } from '../shell/protocol.ts';

const describedSchema = z.object({ backend: z.string(), failure: failureSchema.nullable() });

/** The shell's keychain, asked over the channel between backend and shell. */
export function keychainOver(
  send: (message: FromBackend) => void,
  listen: (heard: (message: unknown) => void) => void,
): Keychain {
  const waiting = new Map<number, (data: string | null) => void>();
  let nextId = 0;
  listen((raw) => {
    const message = toBackendSchema.safeParse(raw);
    if (!message.success || message.data.kind !== 'keychainAnswer') return;
    waiting.get(message.data.id)?.(message.data.data);
    waiting.delete(message.data.id);
  });
  const ask = (action: KeychainQuestion['action'], data: string): Promise<string | null> =>
    new Promise((resolve) => {
      const id = nextId++;
      waiting.set(id, resolve);
      send({ kind: 'keychain', id, action, data });
    });
  return {
    async describe() {
      const data = await ask('describe', '');
      return data === null ? null : describedSchema.parse(JSON.parse(data));
    },
    async seal(secret) {
      const sealed = await ask('seal', secret);
      if (sealed === null) throw new Error('the keychain did not seal the key');
      return sealed;
    },
    unseal: (sealed) => ask('unseal', sealed),
  };
}
