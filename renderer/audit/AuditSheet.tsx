import { Button, Modal } from '@mantine/core';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { AuditFilter, AuditVerdict } from '../../app/audit/auditEntry.ts';
import { openSheet } from '../app/route.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditRows } from './AuditRows.tsx';
import classes from './audit.module.css';
import { PAGE, useAuditPage } from './useAuditPage.ts';
import { Verdict } from './Verdict.tsx';

export const EVERYTHING: AuditFilter = { userId: null, action: null, caseId: null, from: null, to: null };

/** Who did what and when; whether all of it is still as it was written. */
export function AuditSheet() {
  const { t } = useWords();
  const link = useLink();
  const failed = useFailureToast();
  const [filter, setFilter] = useState(EVERYTHING);
  const [offset, setOffset] = useState(0);
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const { rows, total } = useAuditPage(filter, offset);

  const verify = () => void ask(link, 'audit.verify', {}).then(setVerdict).catch(failed);
  const save = () =>
    void ask(link, 'audit.exportCsv', filter)
      .then(({ fileName, csv }) => download(fileName, csv))
      .catch(failed);

  return (
    <Modal
      opened
      onClose={() => openSheet(null)}
      title={t('audit.title')}
      size="min(1180px, 96vw)"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.body}>
        <AuditFilters
          filter={filter}
          onChange={(next) => {
            setOffset(0);
            setFilter(next);
          }}
        />
        <div className={classes.tools}>
          <span className={classes.quiet}>{t('audit.count', { n: total })}</span>
          <span className={classes.space} />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconShieldCheck size={16} />}
            onClick={verify}
          >
            {t('audit.verify')}
          </Button>
          <Button size="compact-sm" variant="default" leftSection={<IconDownload size={16} />} onClick={save}>
            {t('audit.export')}
          </Button>
        </div>
        {verdict && <Verdict verdict={verdict} />}
        <AuditRows rows={rows} />
        <div className={classes.tools}>
          <Button
            size="compact-sm"
            variant="default"
            disabled={offset === 0}
            onClick={() => setOffset(Math.max(0, offset - PAGE))}
          >
            {t('audit.newer')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={offset + PAGE >= total}
            onClick={() => setOffset(offset + PAGE)}
          >
            {t('audit.older')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function download(fileName: string, csv: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
