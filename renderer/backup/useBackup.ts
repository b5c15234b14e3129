import { useCallback, useEffect, useState } from 'react';
import type { BackupState } from '../../app/contract/backupChannels.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink, useListen } from '../link/link.ts';

/** What is backed up where; read again after each backup. */
export function useBackup(): { state: BackupState | null; reload: () => void } {
  const link = useLink();
  const failed = useFailureToast();
  const [state, setState] = useState<BackupState | null>(null);
  const reload = useCallback(
    () => void ask(link, 'backup.state', {}).then(setState).catch(failed),
    [link, failed],
  );
  useEffect(reload, [reload]);
  useListen('backup.changed', ({ running, failure }) => {
    setState((now) => now && { ...now, running, failure });
    if (running === null) reload();
  });
  return { state, reload };
}

/** Megabytes with one decimal below ten. */
export function megabytes(bytes: number): string {
  const mb = bytes / 1_000_000;
  return mb < 10 ? mb.toFixed(1) : String(Math.round(mb));
}
