import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconDots,
  IconEraser,
  IconRefresh,
  IconTransferOut,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import type { RefusalReason } from '../../app/contract/refusal.ts';
import { useWords } from '../words/words.ts';
import classes from './SelectionBar.module.css';

type Props = {
  n: number;
  archived: boolean;
  onAssess: () => void;
  onArchive: () => void;
  onDelete: () => void;
  onExport: () => void;
  onErase: () => void;
  /** What this person may not do, and why. */
  refusals: Readonly<Record<'assess' | 'archive' | 'remove' | 'send' | 'erase', RefusalReason | null>>;
  onClear: () => void;
};

/** At the foot of the list while rows are marked. */
export function SelectionBar({
  n,
  archived,
  onAssess,
  onArchive,
  onDelete,
  onExport,
  onErase,
  refusals,
  onClear,
}: Props) {
  const { t } = useWords();
  const archive = t(archived ? 'list.unarchive' : 'list.archive');
  /** What it does, or why this person may not. */
  const told = (action: keyof typeof refusals, label: string): string => {
    const refusal = refusals[action];
    return refusal ? t(refusal) : label;
  };
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('list.marked', { n })}>
      <span className={classes.count}>{t('list.marked', { n })}</span>
      <Tooltip label={told('assess', t('list.assess'))}>
        <ActionIcon
          variant="default"
          aria-label={t('list.assess')}
          data-disabled={refusals.assess !== null || undefined}
          aria-disabled={refusals.assess !== null}
          onClick={refusals.assess ? undefined : onAssess}
        >
          <IconRefresh size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={told('archive', archive)}>
        <ActionIcon
          variant="default"
          aria-label={archive}
          data-disabled={refusals.archive !== null || undefined}
          aria-disabled={refusals.archive !== null}
          onClick={refusals.archive ? undefined : onArchive}
        >
          {archived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={told('remove', '')} disabled={refusals.remove === null}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTrash size={15} />}
          data-disabled={refusals.remove !== null || undefined}
          aria-disabled={refusals.remove !== null}
          onClick={refusals.remove ? undefined : onDelete}
        >
          {t('list.delete')}
        </Button>
      </Tooltip>
      {(refusals.send === null || refusals.erase === null) && (
        <Menu position="top-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="default" aria-label={t('list.more')}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {refusals.send === null && (
              <Menu.Item leftSection={<IconTransferOut size={16} />} onClick={onExport}>
                {t('transfer.exportAction')}
              </Menu.Item>
            )}
            {refusals.erase === null && (
              <Menu.Item color="red" leftSection={<IconEraser size={16} />} onClick={onErase}>
                {t('erase.action')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <ActionIcon variant="subtle" color="gray" aria-label={t('list.clearMarks')} onClick={onClear}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}
