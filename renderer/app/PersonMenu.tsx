import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconDeviceFloppy,
  IconHistory,
  IconLock,
  IconSwitchHorizontal,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { useLink } from '../link/link.ts';
import { useMay, useSession } from '../unlock/access.ts';
import { lockNow } from '../unlock/leaving.ts';
import { useWords } from '../words/words.ts';
import { openSheet } from './route.ts';
import { useFailureToast } from './useFailureToast.ts';

/** Who works here: lock, another person, and for an administrator the people and the log. */
export function PersonMenu() {
  const { t } = useWords();
  const link = useLink();
  const session = useSession();
  const mayBackUp = useMay('backup.state');
  const mayReadLog = useMay('audit.list');
  const failed = useFailureToast();
  if (!session || session.demo) return null;
  const label = t('lock.sheet', { name: session.user.name });
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={label}>
            <IconUser size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {session.user.name} · {t(`people.role.${session.user.role}`)}
          </Menu.Label>
          {session.people > 1 && (
            <Menu.Item
              leftSection={<IconSwitchHorizontal size={16} />}
              onClick={() => void lockNow(link, true).catch(failed)}
            >
              {t('lock.switchUser')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconUsers size={16} />} onClick={() => openSheet('people')}>
            {t('people.title')}
          </Menu.Item>
          {mayBackUp && (
            <Menu.Item leftSection={<IconDeviceFloppy size={16} />} onClick={() => openSheet('backup')}>
              {t('backup.title')}
            </Menu.Item>
          )}
          {mayReadLog && (
            <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => openSheet('audit')}>
              {t('audit.title')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={t('lock.now')} openDelay={400}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('lock.now')}
          onClick={() => void lockNow(link).catch(failed)}
        >
          <IconLock size={20} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
