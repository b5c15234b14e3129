import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Failure, toFailure } from '../../app/failure.ts';
import { ask, useLink } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import { FormFailure } from './FormFailure.tsx';
import { isChosen, NewPassphrase, NO_PASSPHRASE } from './NewPassphrase.tsx';
import classes from './unlock.module.css';

/** For who has forgotten the passphrase: the recovery code and a new one. */
export function RecoverForm({ user, onBack }: { user: { id: string; name: string }; onBack: () => void }) {
  const { t } = useWords();
  const link = useLink();
  const [code, setCode] = useState('');
  const [chosen, setChosen] = useState(NO_PASSPHRASE);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const ready = code.trim() !== '' && isChosen(chosen);

  const recover = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setFailure(null);
    try {
      await ask(link, 'access.recover', { code, userId: user.id, passphrase: chosen.passphrase });
    } catch (thrown) {
      setFailure(toFailure(thrown));
      setBusy(false);
    }
  };

  return (
    <form className={classes.form} onSubmit={(event) => void recover(event)}>
      <p>
        <strong>{t('lock.recoverTitle')}</strong> {t('lock.recoverWhat')}
      </p>
      <TextInput
        label={t('lock.code')}
        className={classes.typedCode}
        autoComplete="off"
        spellCheck={false}
        disabled={busy}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <NewPassphrase label={t('lock.newPassphrase')} value={chosen} onChange={setChosen} disabled={busy} />
      <FormFailure failure={failure} />
      <div className={classes.actions}>
        <Button type="submit" loading={busy} disabled={!ready}>
          {t('lock.recover')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t('lock.back')}
        </Button>
      </div>
      <p className={classes.quiet}>{t('lock.askAdministrator')}</p>
    </form>
  );
}
