import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isChosen, NewPassphrase, NO_PASSPHRASE } from '../unlock/NewPassphrase.tsx';
import { useWords } from '../words/words.ts';
import classes from './people.module.css';

type Props = { name: string; onSet: (passphrase: string) => Promise<void>; onCancel: () => void };

/** An administrator gives a colleague a new passphrase. */
export function SetPassphrase({ name, onSet, onCancel }: Props) {
  const { t } = useWords();
  const [chosen, setChosen] = useState(NO_PASSPHRASE);
  const [busy, setBusy] = useState(false);
  const set = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    void onSet(chosen.passphrase).finally(() => setBusy(false));
  };
  return (
    <form className={classes.form} onSubmit={set}>
      <NewPassphrase label={t('people.setFor', { name })} value={chosen} onChange={setChosen} />
      <div>
        <Button size="compact-sm" type="submit" loading={busy} disabled={!isChosen(chosen)}>
          {t('people.set')}
        </Button>{' '}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
          {t('shell.cancel')}
        </Button>
      </div>
    </form>
  );
}
