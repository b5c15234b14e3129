import { Button, Modal } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { openSheet } from '../app/route.ts';
import { toast } from '../app/toasts.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import { BackupChoices } from './BackupChoices.tsx';
import { BackupList } from './BackupList.tsx';
import classes from './backup.module.css';
import { RestoreForm } from './RestoreForm.tsx';
import { megabytes, useBackup } from './useBackup.ts';

/** Copies of the whole store: made now or by themselves, listed, and put back. */
export function BackupSheet() {
  const { t, fail } = useWords();
  const link = useLink();
  const failed = useFailureToast();
  const { state, reload } = useBackup();
  /** The file to restore; empty: one is still to be named. Null: not restoring. */
  const [restoring, setRestoring] = useState<string | null>(null);

  const make = () =>
    void ask(link, 'backup.make', {})
      .then(({ bytes, facts }) =>
        toast({ tone: 'ok', text: t('backup.done', { cases: facts?.cases ?? 0, mb: megabytes(bytes) }) }),
      )
      .catch(failed);

  return (
    <Modal
      opened
      onClose={() => openSheet(null)}
      title={t(restoring === null ? 'backup.title' : 'restore.title')}
      size="min(960px, 96vw)"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {restoring !== null ? (
        <RestoreForm file={restoring} onBack={() => setRestoring(null)} />
      ) : (
        state && (
          <div className={classes.body}>
            <p>{t('backup.what')}</p>
            {state.onSameDisk && <p className={classes.notice}>{t('backup.sameDisk')}</p>}
            {state.failure && (
              <p className={classes.notice} role="alert">
                <strong>{t('backup.failed')}</strong> {fail(state.failure)}
              </p>
            )}
            <BackupChoices folder={state.folder} onChanged={reload} />
            <div className={classes.row}>
              <Button
                leftSection={<IconDeviceFloppy size={16} />}
                loading={state.running !== null}
                onClick={make}
              >
                {t('backup.now')}
              </Button>
              <Button variant="default" disabled={state.running !== null} onClick={() => setRestoring('')}>
                {t('restore.offer')}
              </Button>
              {state.running && (
                <span role="status">
                  {t(`backup.step.${state.running.step}`, {
                    percent: Math.round(state.running.share * 100),
                  })}
                </span>
              )}
            </div>
            <h2>{t('backup.list')}</h2>
            <BackupList backups={state.backups} onRestore={setRestoring} />
          </div>
        )
      )}
    </Modal>
  );
}
