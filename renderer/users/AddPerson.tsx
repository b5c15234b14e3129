import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ROLES, type Role } from '../../app/contract/access.ts';
import { isChosen, NewPassphrase, NO_PASSPHRASE } from '../unlock/NewPassphrase.tsx';
import { useWords } from '../words/words.ts';
import classes from './people.module.css';

type Props = {
  onAdd: (person: { name: string; role: Role; passphrase: string }) => Promise<void>;
  onCancel: () => void;
};

export function AddPerson({ onAdd, onCancel }: Props) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('clinician');
  const [chosen, setChosen] = useState(NO_PASSPHRASE);
  const [busy, setBusy] = useState(false);
  const ready = name.trim() !== '' && isChosen(chosen);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    void onAdd({ name: name.trim(), role, passphrase: chosen.passphrase }).finally(() => setBusy(false));
  };
  return (
    <form className={classes.form} onSubmit={add} aria-label={t('people.add')}>
      <TextInput
        label={t('people.name')}
        maxLength={80}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('people.role')}
        data={ROLES.map((one) => ({ value: one, label: t(`people.role.${one}`) }))}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
      />
      <NewPassphrase label={t('people.firstPassphrase')} value={chosen} onChange={setChosen} />
      <div>
        <Button size="compact-sm" type="submit" loading={busy} disabled={!ready}>
          {t('people.addNow')}
        </Button>{' '}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
          {t('shell.cancel')}
        </Button>
      </div>
    </form>
  );
}
