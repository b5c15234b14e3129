import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { AccessState } from '../../app/contract/access.ts';
import type { ChannelName } from '../../app/contract/channels.ts';
import { type RefusalReason, refusalOf } from '../../app/contract/refusal.ts';
import { useGeneration, useLink, useListen } from '../link/link.ts';

export type Access = {
  /** Null until the backend has answered. */
  access: AccessState | null;
  refresh: () => Promise<void>;
};

export const AccessContext = createContext<Access>({ access: null, refresh: async () => {} });
export const useAccess = (): Access => useContext(AccessContext);

/** The person signed in; null on the screens before. */
export function useSession(): Extract<AccessState, { state: 'open' }> | null {
  const { access } = useAccess();
  return access?.state === 'open' ? access : null;
}

/** Why the person signed in may not ask the backend for this; null: they may. What is refused is not offered. */
export function useRefusal(name: ChannelName, input: unknown = {}): RefusalReason | null {
  const session = useSession();
  return session
    ? refusalOf(name, input, { role: session.user.role, demo: session.demo })
    : 'access.needs.reader';
}

export function useMay(name: ChannelName, input: unknown = {}): boolean {
  return useRefusal(name, input) === null;
}

/** Asks who may do what now, and again whenever it changes or the connection returns. */
export function useAccessState(): Access {
  const link = useLink();
  const generation = useGeneration();
  const [access, setAccess] = useState<AccessState | null>(null);
  const refresh = useCallback(async () => {
    const reply = await link.send('access.state', {});
    if (reply.ok) setAccess(reply.value);
  }, [link]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation means "read again"
  useEffect(() => {
    void refresh();
  }, [refresh, generation]);
  useListen('access.changed', () => void refresh());
  return { access, refresh };
}
