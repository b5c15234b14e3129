import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type {
  ChannelInput,
  ChannelName,
  ChannelOutput,
  EventName,
  EventPayload,
  Link,
} from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';

/** `connecting` before the first answer, `lost` while it tries again. */
export type ConnectionState = 'connecting' | 'open' | 'lost';

/** A link that can be lost and found again (web); Electron's is always open. */
export type ConnectedLink = Link & {
  connection(): ConnectionState;
  /** Counts every time the connection came (back): a change means "read everything again". */
  generation(): number;
  onConnection(changed: () => void): () => void;
};

export const LinkContext = createContext<ConnectedLink | null>(null);

/** The link to the backend. Throws outside `LinkContext`: a screen cannot work without one. */
export function useLink(): ConnectedLink {
  const link = useContext(LinkContext);
  if (!link) throw new Error('useLink outside LinkContext');
  return link;
}

/** `send`, with the failure thrown as `FailureError` instead of returned. */
export async function ask<N extends ChannelName>(
  link: Link,
  name: N,
  input: ChannelInput<N>,
): Promise<ChannelOutput<N>> {
  const reply = await link.send(name, input);
  if (reply.ok) return reply.value;
  throw new FailureError(reply.failure.code, reply.failure.values, reply.failure.detail);
}

/** Listens while the component is shown; `heard` may change between renders. */
export function useListen<N extends EventName>(name: N, heard: (payload: EventPayload<N>) => void): void {
  const link = useLink();
  const latest = useRef(heard);
  useEffect(() => {
    latest.current = heard;
  });
  useEffect(() => link.listen(name, (payload) => latest.current(payload)), [link, name]);
}

export function useConnection(): ConnectionState {
  const link = useLink();
  return useSyncExternalStore(link.onConnection, link.connection);
}

/** Put it among the dependencies of an effect that reads, and it reads again after a reconnect. */
export function useGeneration(): number {
  const link = useLink();
  return useSyncExternalStore(link.onConnection, link.generation);
}
