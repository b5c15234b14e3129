import { roleAllows } from '../../app/contract/access.ts';
import { type ChannelName, needOf } from '../../app/contract/channels.ts';
import { type Failure, FailureError } from '../../app/failure.ts';
import type { Session } from './door.ts';

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
 * Holds every request against who is signed in; `trouble` is why nobody can be, if so.
 * @throws FailureError `access.locked`, `access.notAllowed`, `demo.examplesOnly`
 */
export function checkRequest(
  name: ChannelName,
  input: unknown,
  session: Session | null,
  trouble: Failure | null,
): void {
  const need = needOf(name, input);
  if (need === 'anyone') return;
  if (!session && trouble) throw new FailureError(trouble.code, trouble.values, trouble.detail);
  if (!session) throw new FailureError('access.locked');
  if (session.demo && NOT_IN_DEMO.has(name)) throw new FailureError('demo.examplesOnly');
  if (!roleAllows(session.user.role, need)) throw new FailureError(`access.needs.${need}`);
}
