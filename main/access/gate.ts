import { type ChannelName, needOf } from '../../app/contract/channels.ts';
import { refusalOf } from '../../app/contract/refusal.ts';
import { type Failure, FailureError } from '../../app/failure.ts';
import type { Session } from './door.ts';

/**
 * Holds every request against who is signed in; `trouble` is why nobody can be, if so.
 * @throws FailureError `access.locked`, and those of `refusalOf`
 */
export function checkRequest(
  name: ChannelName,
  input: unknown,
  session: Session | null,
  trouble: Failure | null,
): void {
  if (needOf(name, input) === 'anyone') return;
  if (!session && trouble) throw new FailureError(trouble.code, trouble.values, trouble.detail);
  if (!session) throw new FailureError('access.locked');
  const refusal = refusalOf(name, input, { role: session.user.role, demo: session.demo });
  if (refusal) throw new FailureError(refusal);
}
