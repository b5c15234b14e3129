import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { toast } from '../app/toasts.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';
import { isChosen, NewPassphrase, NO_PASSPHRASE } from '../unlock/NewPassphrase.tsx';
import { useWords } from '../words/words.ts';
import classes from './backup.module.css';

/** Chosen cases into one encrypted file, under a passphrase given here. */
export function ExportCases({ caseIds, onClose }: { caseIds: readonly string[]; onClose: () => void }) {
  const { t } = useWords();
  const link = useLink();
  const failed = useFailureToast();
  const [chosen, setChosen] = useState(NO_PASSPHRASE);
  const [busy, setBusy] = useState(false);
  const make = () => {
    setBusy(true);
    void ask(link, 'transfer.export', { caseIds: [...caseIds], passphrase: chosen.passphrase })
      .then(({ fileName, base64 }) => {
        save(fileName, base64);
        toast({ tone: 'ok', text: t('transfer.exported', { n: caseIds.length }) });
        onClose();
      })
      .catch(failed)
      .finally(() => setBusy(false));
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('transfer.exportTitle')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <p>{t('transfer.exportWhat', { n: caseIds.length })}</p>
        <NewPassphrase label={t('transfer.passphrase')} value={chosen} onChange={setChosen} disabled={busy} />
        <div className={classes.row}>
          <Button type="submit" loading={busy} disabled={!isChosen(chosen)}>
            {t('transfer.exportGo')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function save(fileName: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
