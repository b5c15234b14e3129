import { type Role, roleAllows } from './access.ts';
import { type ChannelName, needOf } from './channels.ts';

/** Who asks: the person signed in, or in the demonstration a made-up one. */
export type Asker = { readonly role: Role; readonly demo: boolean };

/** Why a request is refused whatever it says; each has its sentence in the words. */
export type RefusalReason = `access.needs.${Role}` | 'demo.examplesOnly';

/** What the demonstration leaves alone: it keeps nothing, so nothing of a person's own may go in, and it has no people. */
const NOT_IN_DEMO: ReadonlySet<ChannelName> = new Set<ChannelName>([
  'image.stage',
  'image.stageFrame',
  'case.create',
  'case.importFolder',
  'cytology.add',
  'pack.import',
  'pack.setActive',
  'pack.remove',
  'access.changePassphrase',
  'access.newRecoveryCode',
  'access.useKeychain',
  'user.add',
  'user.change',
  'user.list',
  'user.setPassphrase',
  'backup.state',
  'backup.make',
  'erase.heldBy',
  'erase.cases',
  'transfer.export',
  'transfer.look',
  'transfer.receive',
  'audit.verify',
  'audit.exportCsv',
]);

/**
 * Why this person may not ask for this; null: they may. The backend refuses by it and the screens offer by it, so that
 * nothing is offered that would be refused.
 */
export function refusalOf(name: ChannelName, input: unknown, asker: Asker): RefusalReason | null {
  const need = needOf(name, input);
  if (need === 'anyone') return null;
  if (asker.demo && NOT_IN_DEMO.has(name)) return 'demo.examplesOnly';
  return roleAllows(asker.role, need) ? null : `access.needs.${need}`;
}
