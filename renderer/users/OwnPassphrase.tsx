import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toast } from '../app/toasts.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';
import { isChosen, NewPassphrase, NO_PASSPHRASE } from '../unlock/NewPassphrase.tsx';
import { useWords } from '../words/words.ts';
import classes from './people.module.css';

/** Changes one's own passphrase; the store is not rewritten for it. */
export function OwnPassphrase() {
  const { t } = useWords();
  const link = useLink();
  const failed = useFailureToast();
  const [open, setOpen] = useState(false);
  const [present, setPresent] = useState('');
  const [chosen, setChosen] = useState(NO_PASSPHRASE);
  const [busy, setBusy] = useState(false);
  const change = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    void ask(link, 'access.changePassphrase', { present, next: chosen.passphrase })
      .then(() => {
        toast({ tone: 'ok', text: t('people.changed') });
        setOpen(false);
        setChosen(NO_PASSPHRASE);
      })
      .catch(failed)
      .finally(() => {
        setPresent('');
        setBusy(false);
      });
  };
  return (
    <section className={classes.section}>
      <h2>{t('people.own')}</h2>
      {open ? (
        <form className={classes.form} onSubmit={change}>
          <PasswordInput
            label={t('people.present')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('setUp.show') }}
            value={present}
            onChange={(event) => setPresent(event.currentTarget.value)}
          />
          <NewPassphrase label={t('people.next')} value={chosen} onChange={setChosen} />
          <div>
            <Button
              size="compact-sm"
              type="submit"
              loading={busy}
              disabled={present === '' || !isChosen(chosen)}
            >
              {t('people.change')}
            </Button>{' '}
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setOpen(false)}>
              {t('shell.cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {t('people.change')}
        </Button>
      )}
    </section>
  );
}
