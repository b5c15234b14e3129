import { useEffect, useState } from 'react';
import type { ChannelInput, ChannelOutput } from '../../app/contract/channels.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';

export type Person = ChannelOutput<'user.list'>['users'][number];
type Change = 'user.add' | 'user.change' | 'user.setPassphrase';

/** Everybody with a profile; `change` answers whether it was done, and shows why not. */
export function usePeople(): {
  people: readonly Person[];
  change: <N extends Change>(name: N, input: ChannelInput<N>) => Promise<boolean>;
} {
  const link = useLink();
  const failed = useFailureToast();
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => {
    void ask(link, 'user.list', {})
      .then(({ users }) => setPeople(users))
      .catch(failed);
  }, [link, failed]);
  return {
    people,
    change: async (name, input) => {
      try {
        setPeople((await ask(link, name, input)).users);
        return true;
      } catch (thrown) {
        failed(thrown);
        return false;
      }
    },
  };
}
