import type { AuditDetail, AuditEntry } from '../../app/audit/auditEntry.ts';
import table from '../theme/dataTable.module.css';
import { useWords } from '../words/words.ts';
import classes from './audit.module.css';

export function AuditRows({ rows }: { rows: readonly AuditEntry[] }) {
  const { t, language } = useWords();
  if (rows.length === 0) return <p className={classes.quiet}>{t('audit.none')}</p>;
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <div className={`${table.scroll} ${classes.scroll}`}>
      <table className={`${table.table} ${classes.rows}`}>
        <thead>
          <tr>
            <th>#</th>
            <th>{t('audit.when')}</th>
            <th>{t('audit.who')}</th>
            <th>{t('audit.what')}</th>
            <th>{t('audit.case')}</th>
            <th>{t('audit.detail')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.seq}>
              <td>{row.seq}</td>
              <td>{moment.format(new Date(row.at))}</td>
              <td>{row.userId === null ? t('audit.itself') : row.userName}</td>
              <td>{t(`audit.action.${row.action}`)}</td>
              <td className={`${table.cut} ${classes.id}`}>{row.caseId ?? ''}</td>
              <td className={classes.detail}>{told(row.detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Long fingerprints and ids are cut: the whole row is in the exported table. */
function told(detail: AuditDetail): string {
  return Object.entries(detail)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name}: ${[value].flat().map(short).join(', ')}`)
    .join(' · ');
}

const short = (value: string | number | boolean | null): string => {
  const text = String(value);
  return /^[0-9a-f-]{32,}$/.test(text) ? `${text.slice(0, 8)}…` : text;
};
