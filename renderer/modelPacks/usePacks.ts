import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChannelInput, PackState } from '../../app/contract/channels.ts';
import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import { ask, useLink } from '../link/link.ts';
import type { DroppedFile } from '../newCase/dropped.ts';
import { FILE_BYTES_MAX, readFile } from '../newCase/readFile.ts';

export type PackWork = 'list' | 'verify' | 'import' | 'switch';

/** The contract's bound on the files of one pack. */
const FILES_MAX = 200;

/** The installed packs and what can be done with them; one thing at a time. */
export function usePacks() {
  const link = useLink();
  const [packs, setPacks] = useState<readonly PackState[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [work, setWork] = useState<PackWork | null>('list');
  const gone = useRef(false);

  const run = useCallback(
    async <T extends { packs: PackState[] }>(what: PackWork, task: () => Promise<T>) => {
      setWork(what);
      setFailure(null);
      try {
        const answer = await task();
        if (!gone.current) setPacks(answer.packs);
        return answer;
      } catch (thrown) {
        if (!gone.current) setFailure(toFailure(thrown));
        return null;
      } finally {
        if (!gone.current) setWork(null);
      }
    },
    [],
  );

  const list = useCallback(() => run('list', () => ask(link, 'pack.list', {})), [run, link]);
  useEffect(() => {
    gone.current = false;
    void list();
    return () => {
      gone.current = true;
    };
  }, [list]);

  return {
    packs,
    failure,
    work,
    list,
    verify: () => run('verify', () => ask(link, 'pack.verify', {})),
    /** Brings in one zip or the files of one folder; answers the new pack's hash, null when refused. */
    bring: async (files: readonly DroppedFile[]) => {
      const answer = await run('import', async () => ask(link, 'pack.import', await sent(files)));
      return answer?.sha256 ?? null;
    },
    setActive: (sha256: string, active: boolean) =>
      run('switch', () => ask(link, 'pack.setActive', { sha256, active })),
    remove: (folder: string) => run('switch', () => ask(link, 'pack.remove', { folder })),
  };
}

async function sent(files: readonly DroppedFile[]): Promise<ChannelInput<'pack.import'>> {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const name = files[0]?.path.split('/')[0] ?? '';
  if (bytes > FILE_BYTES_MAX)
    throw new FailureError('packImport.tooLarge', {
      file: name,
      megabytes: Math.ceil(bytes / 1e6),
      limit: Math.round(FILE_BYTES_MAX / 1e6),
    });
  if (files.length > FILES_MAX)
    throw new FailureError('packImport.tooMany', { file: name, limit: FILES_MAX });
  const read = [];
  for (const { file, path } of files) read.push(await readFile(file, path));
  return { files: read };
}
