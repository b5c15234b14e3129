import { Button, Checkbox, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { currentRoute, showCase } from '../app/route.ts';
import { toast } from '../app/toasts.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import classes from './backup.module.css';

type Props = { caseIds: readonly string[]; onClose: () => void; onErased: () => void };

/** Asks once more, names the backups that still hold the patient, and removes for good. */
export function EraseCases({ caseIds, onClose, onErased }: Props) {
  const { t } = useWords();
  const link = useLink();
  const failed = useFailureToast();
  const [backups, setBackups] = useState<readonly string[] | null>(null);
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const n = caseIds.length;
  useEffect(() => {
    void ask(link, 'erase.heldBy', { caseIds: [...caseIds] })
      .then((held) => setBackups(held.backups))
      .catch(failed);
  }, [link, caseIds, failed]);
  const erase = async () => {
    setBusy(true);
    try {
      const open = currentRoute().caseId;
      if (open !== null && caseIds.includes(open) && !(await showCase(null))) return;
      await ask(link, 'erase.cases', { caseIds: [...caseIds] });
      toast({ tone: 'ok', text: t('erase.done', { n }) });
      onErased();
      onClose();
    } catch (thrown) {
      failed(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('erase.title', { n })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.body}>
        <p>{t('erase.what')}</p>
        {backups && (
          <div className={classes.notice}>
            <p>{t(backups.length > 0 ? 'erase.held' : 'erase.notHeld')}</p>
            <ul className={classes.files}>
              {backups.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </div>
        )}
        <Checkbox
          label={t('erase.sure')}
          checked={sure}
          onChange={(event) => setSure(event.currentTarget.checked)}
        />
        <div className={classes.row}>
          <Button
            color="red"
            loading={busy}
            disabled={!sure || backups === null}
            onClick={() => void erase()}
          >
            {t('erase.go')}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
