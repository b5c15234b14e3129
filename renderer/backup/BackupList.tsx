import { Button } from '@mantine/core';
import type { BackupSummary } from '../../app/contract/backupChannels.ts';
import table from '../theme/dataTable.module.css';
import { useWords } from '../words/words.ts';
import classes from './backup.module.css';
import { megabytes } from './useBackup.ts';

type Props = { backups: readonly BackupSummary[]; onRestore: (file: string) => void };

/** What lies in the folder, newest first. */
export function BackupList({ backups, onRestore }: Props) {
  const { t, language } = useWords();
  if (backups.length === 0) return <p className={classes.quiet}>{t('backup.none')}</p>;
  return (
    <div className={`${table.scroll} ${classes.scroll}`}>
      <table className={table.table}>
        <thead>
          <tr>
            <th>{t('backup.madeAt')}</th>
            <th>{t('backup.kind')}</th>
            <th>{t('backup.by')}</th>
            <th>{t('backup.cases')}</th>
            <th>{t('backup.newest')}</th>
            <th>{t('backup.size')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {backups.map(({ file, name, madeAt, bytes, facts }) => (
            <tr key={file} title={name}>
              <td>{new Date(madeAt).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB')}</td>
              <td>{facts ? t(`backup.kind.${facts.kind}`) : t('backup.otherStore')}</td>
              <td className={table.cut}>{facts?.madeBy}</td>
              <td>{facts?.cases}</td>
              <td className={table.cut}>{facts?.newest?.label}</td>
              <td>{t('backup.mb', { mb: megabytes(bytes) })}</td>
              <td>
                <Button size="compact-sm" variant="default" onClick={() => onRestore(file)}>
                  {t('backup.restoreThis')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
