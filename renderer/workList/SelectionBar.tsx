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
import { useWords } from '../words/words.ts';
import classes from './SelectionBar.module.css';

type Props = {
  n: number;
  archived: boolean;
  onAssess: () => void;
  onArchive: () => void;
  onDelete: () => void;
  onExport: () => void;
  /** Null for who may not remove for good. */
  onErase: (() => void) | null;
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
  onClear,
}: Props) {
  const { t } = useWords();
  const archive = t(archived ? 'list.unarchive' : 'list.archive');
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('list.marked', { n })}>
      <span className={classes.count}>{t('list.marked', { n })}</span>
      <Tooltip label={t('list.assess')}>
        <ActionIcon variant="default" aria-label={t('list.assess')} onClick={onAssess}>
          <IconRefresh size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={archive}>
        <ActionIcon variant="default" aria-label={archive} onClick={onArchive}>
          {archived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
        </ActionIcon>
      </Tooltip>
      <Button size="compact-sm" variant="default" leftSection={<IconTrash size={15} />} onClick={onDelete}>
        {t('list.delete')}
      </Button>
      <Menu position="top-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" aria-label={t('list.more')}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTransferOut size={16} />} onClick={onExport}>
            {t('transfer.exportAction')}
          </Menu.Item>
          {onErase && (
            <Menu.Item color="red" leftSection={<IconEraser size={16} />} onClick={onErase}>
              {t('erase.action')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ActionIcon variant="subtle" color="gray" aria-label={t('list.clearMarks')} onClick={onClear}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}
