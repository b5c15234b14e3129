import { randomUUID } from 'node:crypto';
import type { ChannelOutput, Handlers } from '../../app/contract/channels.ts';
import { readKeyFile } from '../keys/keyFile.ts';
import { changeKeyFile, passphraseSlots, removePerson, setPassphrase } from '../keys/keyRing.ts';
import { record } from '../store/audit.ts';
import { write } from '../store/store.ts';
import { addUser, changeUser, listUsers } from '../store/users.ts';
import type { Door } from './door.ts';

type UserHandlers = Pick<Handlers, Extract<keyof Handlers, `user.${string}`>>;

/**
 * Answers the contract's `user.*`. A profile is two things: a row in the store and a way in, in the key file. The
 * row is written first where rights are taken, the way in last where they are given, so that an interruption never
 * leaves more than was meant.
 */
export function userHandlers(door: Door, folder: string): UserHandlers {
  const list = (): ChannelOutput<'user.list'> => {
    const able = new Set(passphraseSlots(readKeyFile(folder)!).map((slot) => slot.userId));
    return {
      users: listUsers(door.store()).map((user) => ({ ...user, hasPassphrase: able.has(user.id) })),
    };
  };
  const rename = (userId: string, name: string): void => {
    changeKeyFile(folder, ({ slots }) => ({
      slots: slots.map((slot) =>
        slot.kind === 'passphrase' && slot.userId === userId ? { ...slot, name } : slot,
      ),
    }));
  };
  return {
    'user.list': async () => list(),
    'user.add': async ({ name, role, passphrase }) => {
      const dataKey = door.dataKey();
      const userId = randomUUID();
      addUser(door.store(), { id: userId, name, role });
      await setPassphrase(folder, dataKey, { userId, name, passphrase }, door.scryptN);
      door.refreshSession();
      return list();
    },
    'user.change': async ({ userId, ...change }) => {
      const { name, closedAt } = changeUser(door.store(), userId, change);
      if (closedAt !== null) removePerson(folder, userId);
      else if (change.name !== undefined) rename(userId, name);
      if (closedAt !== null && userId === door.session()?.user.id) door.lock('asked');
      else door.refreshSession();
      return list();
    },
    'user.setPassphrase': async ({ userId, passphrase }) => {
      const store = door.store();
      const dataKey = door.dataKey();
      const { name } = write(store, () => {
        const user = changeUser(store, userId, { closed: false });
        record(store, { action: 'user.passphraseReset', detail: { userId } });
        return user;
      });
      await setPassphrase(folder, dataKey, { userId, name, passphrase }, door.scryptN);
      door.refreshSession();
      return list();
    },
  };
}
