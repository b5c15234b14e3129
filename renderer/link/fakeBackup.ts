import type { Handlers } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';

type Backup = Extract<keyof Handlers, `${'backup' | 'erase' | 'transfer'}.${string}`>;

/** No store behind it, so nothing to copy: for screens about something else. */
export function fakeBackup(): Pick<Handlers, Backup> {
  const refused = async (): Promise<never> => {
    throw new FailureError('demo.examplesOnly');
  };
  return {
    'backup.state': async () => ({
      folder: '/data/backups',
      onSameDisk: true,
      running: null,
      failure: null,
      backups: [],
    }),
    'backup.make': refused,
    'backup.look': refused,
    'backup.preview': refused,
    'backup.restore': refused,
    'erase.heldBy': async () => ({ backups: [] }),
    'erase.cases': refused,
    'transfer.export': refused,
    'transfer.look': refused,
    'transfer.receive': refused,
  };
}
