import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ChannelOutput } from '../../app/contract/channels.ts';
import type { Failure } from '../../app/failure.ts';
import { openSheet } from '../app/route.ts';
import { Detail } from '../trouble/Detail.tsx';
import { useWords } from '../words/words.ts';
import classes from './ImportFolder.module.css';

type Props = {
  result: ChannelOutput<'case.importFolder'>;
  /** The cases are in, but their assessment could not be started. */
  failure: Failure | null;
  onAnother: () => void;
  onShow: (caseId: string) => void;
};

/** What went in, and for every refused row its number and the reason. */
export function ImportResult({ result, failure, onAnother, onShow }: Props) {
  const { t, fail } = useWords();
  const { created, rejected } = result;
  const whole = created.length > 0 && rejected.length === 0;
  return (
    <div className={classes.body}>
      <Alert
        color={whole ? 'green' : 'yellow'}
        variant="light"
        icon={whole ? <IconCheck /> : <IconAlertTriangle />}
      >
        {t('import.created', { n: created.length })}{' '}
        {rejected.length > 0 && t('import.rejected', { n: rejected.length })}
      </Alert>
      {failure && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle />}>
          {fail(failure)}
          <Detail text={failure.detail} />
        </Alert>
      )}
      {rejected.length > 0 && (
        <ul className={classes.rows}>
          {rejected.map(({ row, failure: why }) => (
            <li key={`${row} ${why.code}`}>
              <span className={classes.row}>{t('import.row', { row })}</span>
              <span>{fail(why)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.foot}>
        <Button variant="default" onClick={onAnother}>
          {t('import.another')}
        </Button>
        <Button onClick={() => (created.length > 0 ? onShow(created[0].caseId) : openSheet(null))}>
          {t(created.length > 0 ? 'import.show' : 'shell.close')}
        </Button>
      </div>
    </div>
  );
}
