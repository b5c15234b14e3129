import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { AuditVerdict } from '../../app/audit/auditEntry.ts';
import { useWords } from '../words/words.ts';
import classes from './audit.module.css';

/** What the verification found, in one sentence. */
export function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const { t } = useWords();
  const { rows, fault, seq, lastSeq, lastHash } = verdict;
  return fault === null ? (
    <p className={classes.whole} role="status">
      <IconCheck size={18} aria-hidden />
      <span>{t('audit.whole', { rows, seq: lastSeq, hash: lastHash })}</span>
    </p>
  ) : (
    <p className={classes.fault} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <span>{t(`audit.fault.${fault}`, { seq: seq ?? '' })}</span>
    </p>
  );
}
