import { useCallback, useEffect, useState } from 'react';
import type { ChannelOutput } from '../../app/contract/channels.ts';
import type { Failure } from '../../app/failure.ts';
import { useGeneration, useLink } from '../link/link.ts';

export type AppInfo = ChannelOutput<'app.info'>;

/** What the backend says of itself, read again after every reconnect. `refresh` asks once more (after mending something). */
export function useAppInfo(): {
  info: AppInfo | null;
  failure: Failure | null;
  refresh: () => Promise<void>;
} {
  const link = useLink();
  const generation = useGeneration();
  const [info, setInfo] = useState<AppInfo | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const refresh = useCallback(async () => {
    const reply = await link.send('app.info', {});
    if (reply.ok) setInfo(reply.value);
    setFailure(reply.ok ? null : reply.failure);
  }, [link]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation means "read again"
  useEffect(() => {
    void refresh();
  }, [refresh, generation]);
  return { info, failure, refresh };
}
