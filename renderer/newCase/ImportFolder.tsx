import { Alert, Button, Modal } from '@mantine/core';
import { IconAlertTriangle, IconFileTypeCsv, IconFolder } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ChannelOutput } from '../../app/contract/channels.ts';
import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import { openSheet, showCase, useRoute } from '../app/route.ts';
import { useWatched } from '../app/store.ts';
import { ask, useLink } from '../link/link.ts';
import { Detail } from '../trouble/Detail.tsx';
import { useWords } from '../words/words.ts';
import { decodeTable, folderFiles, planFolder } from './folderFiles.ts';
import classes from './ImportFolder.module.css';
import { ImportResult } from './ImportResult.tsx';
import { FILE_BYTES_MAX, readFile } from './readFile.ts';

/** The contract's bound. */
const FILES_MAX = 2000;

/** A folder with one CSV and the pictures it names becomes many cases; every refused row says why. */
export function ImportFolder() {
  const { sheet } = useRoute();
  const { t } = useWords();
  useEffect(() => () => folderFiles.set([]), []);
  return (
    <Modal
      opened={sheet === 'importFolder'}
      onClose={() => openSheet(null)}
      title={t('import.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <ImportBody />
    </Modal>
  );
}

function ImportBody() {
  const { t, fail } = useWords();
  const link = useLink();
  const files = useWatched(folderFiles);
  const folder = useRef<HTMLInputElement>(null);
  const loose = useRef<HTMLInputElement>(null);
  const [tableText, setTableText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [result, setResult] = useState<ChannelOutput<'case.importFolder'> | null>(null);
  const plan = useMemo(() => planFolder(files, () => tableText), [files, tableText]);

  useEffect(() => {
    setTableText('');
    setResult(null);
    setFailure(null);
    const { table } = planFolder(files, () => '');
    let gone = false;
    void table?.file.arrayBuffer().then((bytes) => {
      if (!gone) setTableText(decodeTable(bytes));
    });
    return () => {
      gone = true;
    };
  }, [files]);

  const choose = (field: HTMLInputElement) => {
    folderFiles.set(
      [...(field.files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name })),
    );
    field.value = '';
  };
  const run = async () => {
    if (!plan.table) return;
    setBusy(true);
    setFailure(null);
    try {
      const all = [plan.table, ...plan.named];
      const bytes = all.reduce((sum, { file }) => sum + file.size, 0);
      if (all.length > FILES_MAX || bytes > FILE_BYTES_MAX) {
        throw new FailureError('import.tooMuch', {
          files: FILES_MAX,
          limitMb: Math.round(FILE_BYTES_MAX / 1e6),
        });
      }
      const sent = [];
      for (const { file, path } of all) sent.push(await readFile(file, path));
      const answer = await ask(link, 'case.importFolder', { files: sent });
      setResult(answer);
      const caseIds = answer.created.map((made) => made.caseId);
      for (let at = 0; at < caseIds.length; at += 1000) {
        await ask(link, 'assessment.start', { caseIds: caseIds.slice(at, at + 1000) });
      }
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setBusy(false);
    }
  };

  if (result) {
    return (
      <ImportResult
        result={result}
        failure={failure}
        onAnother={() => folderFiles.set([])}
        onShow={(caseId) => {
          openSheet(null);
          void showCase(caseId);
        }}
      />
    );
  }
  return (
    <div className={classes.body}>
      <p>{t('import.how')}</p>
      <pre className={classes.example}>{t('import.example')}</pre>
      <div className={classes.choose}>
        <Button
          variant={plan.table ? 'default' : 'filled'}
          leftSection={<IconFolder size={16} />}
          onClick={() => folder.current?.click()}
        >
          {t('import.chooseFolder')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileTypeCsv size={16} />}
          onClick={() => loose.current?.click()}
        >
          {t('import.chooseFiles')}
        </Button>
        <span className={classes.quiet}>{t('import.orDrop')}</span>
      </div>
      <input
        ref={folder}
        type="file"
        hidden
        data-testid="choose-folder"
        {...{ webkitdirectory: '' }}
        onChange={(event) => choose(event.currentTarget)}
      />
      <input
        ref={loose}
        type="file"
        multiple
        hidden
        data-testid="choose-table-files"
        onChange={(event) => choose(event.currentTarget)}
      />
      {files.length > 0 && !plan.table && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle />}>
          {plan.tables.length === 0
            ? t('import.noTable')
            : t('import.severalTables', { files: plan.tables.map(({ path }) => path).join(', ') })}
        </Alert>
      )}
      {plan.table && (
        <p className={classes.plan}>
          {t('import.plan', { table: plan.table.path, n: plan.named.length, left: plan.left })}
        </p>
      )}
      {failure && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle />}>
          {fail(failure)}
          <Detail text={failure.detail} />
        </Alert>
      )}
      <div className={classes.foot}>
        <Button variant="default" onClick={() => openSheet(null)}>
          {t('shell.cancel')}
        </Button>
        <Button loading={busy} disabled={!plan.table} onClick={() => void run()}>
          {t('import.run')}
        </Button>
      </div>
    </div>
  );
}
