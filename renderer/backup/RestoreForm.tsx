import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { BackupPreview, BackupProofInput } from '../../app/contract/backupChannels.ts';
import type { ChannelOutput } from '../../app/contract/channels.ts';
import { type Failure, toFailure } from '../../app/failure.ts';
import { ask, useLink } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import classes from './backup.module.css';
import { RestorePreview } from './RestorePreview.tsx';

type Props = { file: string; onBack: () => void; onRestored?: () => void };
type Looked = ChannelOutput<'backup.look'>;

/** From a file's name to a restored store: whose it is, what is in it, and only then the question. */
export function RestoreForm({ file: first, onBack, onRestored }: Props) {
  const { t, fail } = useWords();
  const link = useLink();
  const [file, setFile] = useState(first);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [preview, setPreview] = useState<BackupPreview | null>(null);
  const [proof, setProof] = useState<BackupProofInput | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const guarded = useCallback(async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setBusy(false);
    }
  }, []);
  const look = useCallback(
    (path: string) => guarded(async () => setLooked(await ask(link, 'backup.look', { file: path.trim() }))),
    [guarded, link],
  );
  useEffect(() => {
    if (first !== '') void look(first);
  }, [first, look]);

  const show = (given: BackupProofInput) =>
    guarded(async () => {
      setPreview(await ask(link, 'backup.preview', { file: file.trim(), proof: given }));
      setProof(given);
    });
  const restore = () =>
    guarded(async () => {
      await ask(link, 'backup.restore', { file: file.trim(), proof: proof! });
      onRestored?.();
    });

  return (
    <div className={classes.restore}>
      {!preview && (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void look(file);
          }}
        >
          <TextInput
            label={t('restore.file')}
            spellCheck={false}
            value={file}
            onChange={(event) => {
              setFile(event.currentTarget.value);
              setLooked(null);
            }}
          />
          {!looked && (
            <div className={classes.row}>
              <Button type="submit" loading={busy} disabled={file.trim() === ''}>
                {t('restore.look')}
              </Button>
            </div>
          )}
        </form>
      )}
      {looked && !preview && <Proof looked={looked} busy={busy} onGiven={(given) => void show(given)} />}
      {preview && <RestorePreview preview={preview} />}
      {failure && (
        <p className={classes.notice} role="alert">
          {fail(failure)}
        </p>
      )}
      <div className={classes.row}>
        {preview && (
          <Button color="orange" loading={busy} onClick={() => void restore()}>
            {t('restore.go')}
          </Button>
        )}
        {preview && busy && <span role="status">{t('restore.working')}</span>}
        <Button variant="subtle" color="gray" disabled={busy} onClick={onBack}>
          {t('shell.cancel')}
        </Button>
      </div>
    </div>
  );
}

type ProofProps = { looked: Looked; busy: boolean; onGiven: (proof: BackupProofInput) => void };

/** A profile of the backup with its passphrase, or the recovery code of that time. */
function Proof({ looked, busy, onGiven }: ProofProps) {
  const { t } = useWords();
  const [userId, setUserId] = useState(looked.people[0]?.id ?? '');
  const [typed, setTyped] = useState('');
  const [byCode, setByCode] = useState(looked.people.length === 0);
  const give = (event: FormEvent) => {
    event.preventDefault();
    onGiven(byCode ? { code: typed } : { userId, passphrase: typed });
  };
  return (
    <form className={classes.form} onSubmit={give}>
      {byCode ? (
        <TextInput
          label={t('restore.code')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : (
        <>
          <NativeSelect
            label={t('restore.who')}
            data={looked.people.map(({ id, name }) => ({ value: id, label: name }))}
            value={userId}
            onChange={(event) => setUserId(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('restore.passphrase')}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': t('setUp.show') }}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </>
      )}
      <div className={classes.row}>
        <Button type="submit" loading={busy} disabled={typed === ''}>
          {t('restore.preview')}
        </Button>
        {looked.hasRecoveryCode && looked.people.length > 0 && (
          <Button
            variant="subtle"
            onClick={() => {
              setByCode(!byCode);
              setTyped('');
            }}
          >
            {t(byCode ? 'restore.withPassphrase' : 'restore.withCode')}
          </Button>
        )}
      </div>
    </form>
  );
}
