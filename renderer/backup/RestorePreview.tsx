import type { BackupPreview } from '../../app/contract/backupChannels.ts';
import table from '../theme/dataTable.module.css';
import { useWords } from '../words/words.ts';
import classes from './backup.module.css';

/** What the backup holds beside what is here now, and what would become of that. */
export function RestorePreview({ preview }: { preview: BackupPreview }) {
  const { t, language } = useWords();
  const { facts, present } = preview;
  const date = (iso: string) => new Date(iso).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB');
  const newest = (one: typeof facts.newest) => (one ? `${one.label}, ${date(one.createdAt)}` : '–');
  const older = preview.schemaVersion < preview.knownSchema;
  const rows: [string, string | number, string | number][] = [
    [t('restore.madeAt'), date(preview.madeAt), ''],
    [t('restore.madeBy'), facts.madeBy, ''],
    [t('restore.cases'), facts.cases, present?.cases ?? ''],
    [t('restore.assessments'), facts.assessments, present?.assessments ?? ''],
    [t('restore.outcomes'), facts.outcomes, ''],
    [t('restore.newest'), newest(facts.newest), present ? newest(present.newest) : ''],
    [
      t('restore.schema'),
      t(older ? 'restore.schemaOlder' : 'restore.schemaSame', { version: preview.appVersion }),
      '',
    ],
  ];
  return (
    <>
      <table className={table.table}>
        <thead>
          <tr>
            <th />
            <th>{t('restore.inBackup')}</th>
            <th>
              {t('restore.now')}
              {!present && `: ${t('restore.nothingHere')}`}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([what, then, now]) => (
            <tr key={what}>
              <td>{what}</td>
              <td>{then}</td>
              <td>{now}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {preview.entriesSince !== null && preview.entriesSince > 0 && (
        <p className={classes.notice}>{t('restore.since', { n: preview.entriesSince })}</p>
      )}
      <p>{t(present ? 'restore.replaces' : 'restore.replacesUnreadable')}</p>
    </>
  );
}
