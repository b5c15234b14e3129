import type { Handlers } from '../../app/contract/channels.ts';
import { renewRecoveryCode, setPassphrase } from '../keys/keyRing.ts';
import { record } from '../store/audit.ts';
import type { Door } from './door.ts';
import { giveToKeychain, takeFromKeychain } from './keychainSlot.ts';

type AccessHandlers = Pick<Handlers, Extract<keyof Handlers, `access.${string}`>>;

/** Answers the contract's `access.*`. */
export function accessHandlers(door: Door, folder: string, active: () => void): AccessHandlers {
  return {
    'access.state': async () => door.state(),
    'access.setUp': async ({ name, passphrase }) => ({ recoveryCode: await door.setUp(name, passphrase) }),
    'access.tryExamples': async () => {
      door.tryExamples();
      return {};
    },
    'access.leaveExamples': async () => {
      door.leaveExamples();
      return {};
    },
    'access.unlock': async ({ userId, passphrase }) => {
      await door.unlock(userId, passphrase);
      return {};
    },
    'access.recover': async ({ code, userId, passphrase }) => {
      await door.recover(code, userId, passphrase);
      return {};
    },
    'access.lock': async ({ toSwitch }) => {
      door.lock(toSwitch ? 'switch' : 'asked');
      return {};
    },
    'access.active': async () => {
      active();
      return {};
    },
    'access.changePassphrase': async ({ present, next }) => {
      const dataKey = await door.prove(present);
      const { id, name } = door.session()!.user;
      await setPassphrase(folder, dataKey, { userId: id, name, passphrase: next }, door.scryptN);
      record(door.store(), { action: 'access.passphraseChanged' });
      return {};
    },
    'access.newRecoveryCode': async ({ passphrase }) => {
      const recoveryCode = renewRecoveryCode(folder, await door.prove(passphrase));
      record(door.store(), { action: 'access.recoveryCodeMade' });
      return { recoveryCode };
    },
    'access.useKeychain': async ({ passphrase, use }) => {
      const dataKey = await door.prove(passphrase);
      if (use) await giveToKeychain(folder, door.keychain, dataKey, door.session()!.user.id);
      else takeFromKeychain(folder);
      await door.refreshKeychain();
      record(door.store(), { action: 'access.keychainChanged', detail: { use } });
      return door.state();
    },
  };
}
