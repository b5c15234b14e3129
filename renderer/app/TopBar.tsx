import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconAdjustments,
  IconBox,
  IconChevronDown,
  IconDownload,
  IconFolder,
  IconHelp,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMapPin,
  IconPhoto,
  IconPlus,
  IconSparkles,
  IconTransferIn,
} from '@tabler/icons-react';
import { JobsButton } from '../jobs/JobsButton.tsx';
import { useLink } from '../link/link.ts';
import { choosePictures } from '../newCase/choosePictures.ts';
import { LanguageSwitch } from '../settings/LanguageSwitch.tsx';
import { useMay } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import { ExamplesProgress } from './ExamplesProgress.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { openSheet, showList, showNewCase, useRoute } from './route.ts';
import classes from './TopBar.module.css';
import { useAddExamples } from './useAddExamples.ts';

const SHEETS = [
  ['models', IconBox, 'shell.models'],
  ['field', IconMapPin, 'field.title'],
  ['settings', IconAdjustments, 'shell.settings'],
  ['help', IconHelp, 'shell.help'],
] as const;

/** `usable` is false while the store cannot be opened: only the language can be changed then. */
export function TopBar({ usable }: { usable: boolean }) {
  const { t } = useWords();
  const { listShown } = useRoute();
  const mayBringIn = useMay('case.create');
  const listLabel = t(listShown ? 'shell.hideList' : 'shell.showList');
  return (
    <header className={classes.bar}>
      {usable && (
        <Tooltip label={listLabel} openDelay={400}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={listLabel}
            aria-expanded={listShown}
            onClick={() => showList(!listShown)}
          >
            {listShown ? (
              <IconLayoutSidebarLeftCollapse size={20} />
            ) : (
              <IconLayoutSidebarLeftExpand size={20} />
            )}
          </ActionIcon>
        </Tooltip>
      )}
      <strong className={classes.name} data-usable={usable}>
        {t('app.name')}
      </strong>
      {usable && mayBringIn && <Beginnings />}
      <span className={classes.space} />
      {usable && <ExamplesProgress />}
      {usable && <JobsButton />}
      <LanguageSwitch />
      {usable &&
        SHEETS.map(([sheet, Icon, label]) => (
          <Tooltip key={sheet} label={t(label)} openDelay={400}>
            <ActionIcon variant="subtle" color="gray" aria-label={t(label)} onClick={() => openSheet(sheet)}>
              <Icon size={20} />
            </ActionIcon>
          </Tooltip>
        ))}
      {usable && <PersonMenu />}
    </header>
  );
}

/** The ways in: a new case, pictures, a folder, the examples. */
function Beginnings() {
  const { t } = useWords();
  const link = useLink();
  const examples = useAddExamples();
  return (
    <>
      <Button
        size="compact-md"
        aria-label={t('shell.newCase')}
        leftSection={<IconPlus size={16} />}
        onClick={() => void showNewCase()}
      >
        <span className={classes.wide}>{t('shell.newCase')}</span>
      </Button>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            size="compact-md"
            variant="default"
            aria-label={t('shell.import')}
            rightSection={<IconChevronDown size={14} />}
          >
            <span className={classes.wide}>{t('shell.import')}</span>
            <IconDownload size={16} className={classes.narrow} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => choosePictures(link)}>
            {t('shell.importFiles')}
          </Menu.Item>
          <Menu.Item leftSection={<IconFolder size={16} />} onClick={() => openSheet('importFolder')}>
            {t('shell.importFolder')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTransferIn size={16} />} onClick={() => openSheet('receive')}>
            {t('transfer.title')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconSparkles size={16} />} disabled={examples.busy} onClick={examples.add}>
            {t('shell.importExamples')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
