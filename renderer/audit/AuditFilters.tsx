import { NativeSelect, TextInput } from '@mantine/core';
import { AUDIT_ACTIONS, type AuditAction, type AuditFilter } from '../../app/audit/auditEntry.ts';
import { usePeople } from '../users/usePeople.ts';
import { useWords } from '../words/words.ts';
import classes from './audit.module.css';

type Props = { filter: AuditFilter; onChange: (filter: AuditFilter) => void };

export function AuditFilters({ filter, onChange }: Props) {
  const { t } = useWords();
  const { people } = usePeople();
  const set = (part: Partial<AuditFilter>) => onChange({ ...filter, ...part });
  return (
    <div className={classes.filters}>
      <NativeSelect
        label={t('audit.who')}
        data={[
          { value: '', label: t('audit.everybody') },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={filter.userId ?? ''}
        onChange={(event) => set({ userId: event.currentTarget.value || null })}
      />
      <NativeSelect
        label={t('audit.what')}
        data={[
          { value: '', label: t('audit.everything') },
          ...AUDIT_ACTIONS.map((action) => ({ value: action, label: t(`audit.action.${action}`) })),
        ]}
        value={filter.action ?? ''}
        onChange={(event) => set({ action: (event.currentTarget.value || null) as AuditAction | null })}
      />
      <TextInput
        label={t('audit.case')}
        value={filter.caseId ?? ''}
        onChange={(event) => set({ caseId: event.currentTarget.value.trim() || null })}
      />
      <TextInput
        type="date"
        label={t('audit.from')}
        value={filter.from ?? ''}
        onChange={(event) => set({ from: event.currentTarget.value || null })}
      />
      <TextInput
        type="date"
        label={t('audit.to')}
        value={filter.to ?? ''}
        onChange={(event) => set({ to: event.currentTarget.value || null })}
      />
    </div>
  );
}
