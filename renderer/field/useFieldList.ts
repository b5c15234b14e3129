import { useCallback, useEffect, useState } from 'react';
import type { FieldList, VersionSource } from '../../app/contract/fieldChannels.ts';
import { type Failure, toFailure } from '../../app/failure.ts';
import { ask, useGeneration, useLink, useListen } from '../link/link.ts';

/** The versions of the field, what a rebuild could use, and the rebuild under way. */
export function useFieldList() {
  const link = useLink();
  const generation = useGeneration();
  const [list, setList] = useState<FieldList | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const run = useCallback(async <T>(task: () => Promise<T>): Promise<T | null> => {
    setFailure(null);
    try {
      return await task();
    } catch (thrown) {
      setFailure(toFailure(thrown));
      return null;
    }
  }, []);
  const read = useCallback(() => run(async () => setList(await ask(link, 'field.list', {}))), [run, link]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation means "read again"
  useEffect(() => void read(), [read, generation]);
  useListen('field.changed', () => void read());
  useListen('field.rebuilding', ({ job }) => setList((old) => old && { ...old, job }));

  return {
    list,
    failure,
    rebuild: (source: VersionSource) =>
      run(async () => {
        const job = await ask(link, 'field.rebuild', { source });
        setList((old) => old && { ...old, job });
      }),
    cancel: () => run(() => ask(link, 'field.cancel', {})),
    activate: (fieldId: string) =>
      run(async () => {
        setList(await ask(link, 'field.activate', { fieldId }));
        return true;
      }),
  };
}
