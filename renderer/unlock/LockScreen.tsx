import { Button, PasswordInput, Select } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { AccessState } from '../../app/contract/access.ts';
import { type Failure, toFailure } from '../../app/failure.ts';
import { ask, useLink } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import { FormFailure } from './FormFailure.tsx';
import { RecoverForm } from './RecoverForm.tsx';
import classes from './unlock.module.css';
import { useCountdown } from './useCountdown.ts';

type Locked = Extract<AccessState, { state: 'locked' }>;

/** Nothing of any case: who, the passphrase, and the way back for who has forgotten it. */
export function LockScreen({ locked, refresh }: { locked: Locked; refresh: () => Promise<void> }) {
  const { t, fail } = useWords();
  const link = useLink();
  const { users, reason, lastUserId } = locked;
  const first = reason === 'switch' ? null : (users.find((user) => user.id === lastUserId) ?? null);
  const [userId, setUserId] = useState(first?.id ?? (users.length === 1 ? users[0]!.id : null));
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [recovering, setRecovering] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const user = users.find((one) => one.id === userId);
  const wait = useCountdown(user?.waitSeconds ?? 0, userId);
  useEffect(() => {
    if (userId !== null) field.current?.focus();
  }, [userId]);

  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    if (userId === null || passphrase === '' || wait > 0) return;
    setBusy(true);
    setFailure(null);
    try {
      await ask(link, 'access.unlock', { userId, passphrase });
    } catch (thrown) {
      setFailure(toFailure(thrown));
      setPassphrase('');
      await refresh();
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className={classes.screen} aria-labelledby="lock-title">
      <h1 id="lock-title">
        <IconLock size={22} aria-hidden /> {t(reason === 'start' ? 'lock.titleStart' : 'lock.title')}
      </h1>
      {reason !== 'start' && <p>{t(`lock.${reason}`)}</p>}
      {locked.keychain?.failure && <p className={classes.note}>{fail(locked.keychain.failure)}</p>}
      {users.length > 1 && (
        <Select
          className={classes.form}
          label={t('lock.who')}
          data={users.map(({ id, name }) => ({ value: id, label: name }))}
          value={userId}
          allowDeselect={false}
          onChange={setUserId}
        />
      )}
      {recovering && user ? (
        <RecoverForm user={user} onBack={() => setRecovering(false)} />
      ) : (
        <form className={classes.form} onSubmit={(event) => void unlock(event)}>
          {users.length === 1 && <p className={classes.person}>{user?.name}</p>}
          <PasswordInput
            ref={field}
            label={t('setUp.passphrase')}
            autoComplete="current-password"
            disabled={busy || userId === null}
            visibilityToggleButtonProps={{ 'aria-label': t('setUp.show') }}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <FormFailure failure={failure?.code === 'access.wait' ? null : failure} />
          <div className={classes.actions}>
            <Button type="submit" loading={busy} disabled={userId === null || passphrase === '' || wait > 0}>
              {t(reason === 'start' ? 'lock.signIn' : 'lock.unlock')}
            </Button>
            {wait > 0 && <span role="status">{t('lock.wait', { seconds: wait })}</span>}
          </div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            className={classes.forgotten}
            disabled={userId === null}
            onClick={() => setRecovering(true)}
          >
            {t('lock.forgotten')}
          </Button>
        </form>
      )}
    </section>
  );
}
