import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useWords } from '../words/words.ts';
import classes from './people.module.css';

type Props = { label: string; onGiven: (passphrase: string) => Promise<unknown> };

/** A step that asks for one's own passphrase once more. */
export function WithPassphrase({ label, onGiven }: Props) {
  const { t } = useWords();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const give = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    void onGiven(passphrase).finally(() => {
      setPassphrase('');
      setBusy(false);
    });
  };
  return (
    <form className={classes.once} onSubmit={give}>
      <PasswordInput
        size="sm"
        aria-label={t('people.present')}
        placeholder={t('people.present')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('setUp.show') }}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <Button size="sm" variant="default" type="submit" loading={busy} disabled={passphrase === ''}>
        {label}
      </Button>
    </form>
  );
}
