import { Button, TextInput } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { type Failure, toFailure } from '../../app/failure.ts';
import { RestoreForm } from '../backup/RestoreForm.tsx';
import { ask, useLink } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import { FormFailure } from './FormFailure.tsx';
import { isChosen, NewPassphrase, NO_PASSPHRASE } from './NewPassphrase.tsx';
import classes from './unlock.module.css';

type Props = {
  plainStore: boolean;
  /** Set while the store is made, so that nothing else is shown before the code; null when it failed. */
  onBusy: (busy: { plainStore: boolean } | null) => void;
  onCode: (code: string) => void;
};

/** The first start, asked once: a name, a passphrase twice; or a look at the examples without either. */
export function SetUp({ plainStore, onBusy, onCode }: Props) {
  const { t } = useWords();
  const link = useLink();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState(NO_PASSPHRASE);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [restoring, setRestoring] = useState(false);
  const ready = name.trim() !== '' && isChosen(chosen);

  const start = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    onBusy({ plainStore });
    setFailure(null);
    try {
      const { recoveryCode } = await ask(link, 'access.setUp', {
        name: name.trim(),
        passphrase: chosen.passphrase,
      });
      onCode(recoveryCode);
    } catch (thrown) {
      setFailure(toFailure(thrown));
      onBusy(null);
      setBusy(false);
    }
  };

  if (restoring)
    return (
      <section className={classes.screen} aria-labelledby="restore-title">
        <h1 id="restore-title">{t('restore.title')}</h1>
        <RestoreForm file="" onBack={() => setRestoring(false)} />
      </section>
    );
  return (
    <section className={classes.screen} aria-labelledby="setup-title">
      <h1 id="setup-title">{t('setUp.title')}</h1>
      <p>{t('setUp.what')}</p>
      {plainStore && <p className={classes.note}>{t('setUp.plain')}</p>}
      <form className={classes.form} onSubmit={(event) => void start(event)}>
        <TextInput
          label={t('setUp.name')}
          autoComplete="name"
          maxLength={80}
          data-autofocus
          disabled={busy}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NewPassphrase label={t('setUp.passphrase')} value={chosen} onChange={setChosen} disabled={busy} />
        <FormFailure failure={failure} />
        <div className={classes.actions}>
          <Button type="submit" loading={busy} disabled={!ready}>
            {t(plainStore ? 'setUp.encrypt' : 'setUp.start')}
          </Button>
          {busy && plainStore && <span role="status">{t('setUp.working')}</span>}
        </div>
      </form>
      {!plainStore && (
        <div className={classes.aside}>
          <strong>{t('setUp.or')}</strong>
          <Button
            variant="default"
            disabled={busy}
            leftSection={<IconSparkles size={16} />}
            onClick={() => void link.send('access.tryExamples', {})}
          >
            {t('setUp.tryExamples')}
          </Button>
          <p className={classes.quiet}>{t('setUp.tryWhat')}</p>
          <Button variant="subtle" disabled={busy} onClick={() => setRestoring(true)}>
            {t('restore.offer')}
          </Button>
        </div>
      )}
    </section>
  );
}
