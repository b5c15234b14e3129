import { Button, FileButton, Modal, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { ChannelOutput } from '../../app/contract/channels.ts';
import { type Failure, toFailure } from '../../app/failure.ts';
import { openSheet } from '../app/route.ts';
import { toast } from '../app/toasts.ts';
import { ask, useLink } from '../link/link.ts';
import { readFile } from '../newCase/readFile.ts';
import table from '../theme/dataTable.module.css';
import { useWords } from '../words/words.ts';
import classes from './backup.module.css';

type Looked = ChannelOutput<'transfer.look'>;

/** A file of another workstation: what is in it and what is here already, then all of it or nothing. */
export function ReceiveSheet() {
  const { t, fail, language } = useWords();
  const link = useLink();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [looked, setLooked] = useState<Looked | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const date = (iso: string) => new Date(iso).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB');
  const arriving = looked?.cases.filter(({ arrival }) => arrival !== 'here').length ?? 0;

  const guarded = async (
    work: (input: { base64: string; fileName: string; passphrase: string }) => Promise<void>,
  ) => {
    setBusy(true);
    setFailure(null);
    try {
      const { name, base64 } = await readFile(file!);
      await work({ base64, fileName: name, passphrase });
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setBusy(false);
    }
  };
  const look = () => guarded(async (input) => setLooked(await ask(link, 'transfer.look', input)));
  const receive = () =>
    guarded(async (input) => {
      const { added, alreadyHere } = await ask(link, 'transfer.receive', input);
      toast({ tone: 'ok', text: t('transfer.received', { n: added.length, m: alreadyHere }) });
      openSheet(null);
    });

  return (
    <Modal
      opened
      onClose={() => openSheet(null)}
      title={t('transfer.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <div className={classes.row}>
          <FileButton
            accept=".tmcases"
            onChange={(chosen) => {
              setFile(chosen);
              setLooked(null);
              setFailure(null);
            }}
          >
            {(props) => (
              <Button variant="default" {...props}>
                {t('transfer.choose')}
              </Button>
            )}
          </FileButton>
          <span className={classes.quiet}>{file?.name}</span>
        </div>
        {file && !looked && (
          <>
            <PasswordInput
              label={t('transfer.passphraseOf')}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': t('setUp.show') }}
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
            />
            <div className={classes.row}>
              <Button type="submit" loading={busy} disabled={passphrase === ''}>
                {t('transfer.look')}
              </Button>
            </div>
          </>
        )}
        {looked && (
          <>
            <p>{t('transfer.from', { date: date(looked.madeAt), from: looked.from })}</p>
            <div className={`${table.scroll} ${classes.scroll}`}>
              <table className={table.table}>
                <thead>
                  <tr>
                    <th>{t('transfer.case')}</th>
                    <th>{t('transfer.created')}</th>
                    <th>{t('transfer.holds')}</th>
                    <th>{t('transfer.arrival')}</th>
                  </tr>
                </thead>
                <tbody>
                  {looked.cases.map((one) => (
                    <tr key={one.caseId}>
                      <td className={table.cut}>{one.label}</td>
                      <td>{date(one.createdAt)}</td>
                      <td>
                        {one.assessments} / {one.outcomes}
                      </td>
                      <td>{t(`transfer.arrival.${one.arrival}`)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <div className={classes.row}>
              {arriving > 0 ? (
                <Button loading={busy} onClick={() => void receive()}>
                  {t('transfer.receive', { n: arriving })}
                </Button>
              ) : (
                t('transfer.nothingNew')
              )}
            </div>
          </>
        )}
        {failure && (
          <p className={classes.notice} role="alert">
            {fail(failure)}
          </p>
        )}
      </form>
    </Modal>
  );
}
