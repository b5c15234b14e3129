import { ActionIcon, CloseButton, Indicator, Menu, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconFilter, IconSearch } from '@tabler/icons-react';
import { type Ref, useMemo, useState } from 'react';
import { workListOrderSchema } from '../../app/contract/channels.ts';
import { useWatched } from '../app/store.ts';
import { count } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { FilterChips } from './FilterChips.tsx';
import { filterGroups } from './filterGroups.ts';
import { listView, SEARCH_CHARACTERS_MAX, setSearch } from './listView.ts';
import classes from './SearchBar.module.css';
import { chipsOn } from './searchTokens.ts';

/** One field that understands filters and words, with chips that write into it, and the order. */
export function SearchBar({ total, ref }: { total: number | null; ref: Ref<HTMLInputElement> }) {
  const { t, language } = useWords();
  const view = useWatched(listView);
  const groups = useMemo(() => filterGroups(language), [language]);
  const [chipsShown, setChipsShown] = useState(false);
  const on = chipsOn(view.search, groups);
  return (
    <search className={classes.bar}>
      <TextInput
        ref={ref}
        size="sm"
        maxLength={SEARCH_CHARACTERS_MAX}
        aria-label={t('list.search')}
        placeholder={t('list.searchExample')}
        leftSection={<IconSearch size={16} />}
        rightSection={
          view.search && (
            <CloseButton size="sm" aria-label={t('list.clearSearch')} onClick={() => setSearch('')} />
          )
        }
        value={view.search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (view.search) setSearch('');
          else event.currentTarget.blur();
          event.stopPropagation();
        }}
      />
      <div className={classes.tools}>
        <span className={classes.count} aria-live="polite">
          {total === null
            ? ''
            : t(view.archived ? 'list.countArchived' : total === 1 ? 'list.countOne' : 'list.count', {
                n: count(total, language),
              })}
        </span>
        <Popover
          opened={chipsShown}
          onChange={setChipsShown}
          position="bottom-start"
          width={290}
          shadow="md"
          trapFocus
          returnFocus
        >
          <Popover.Target>
            <Tooltip label={t('list.filters')} openDelay={400} disabled={chipsShown}>
              <Indicator disabled={on === 0} label={on} size={15} offset={4}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('list.filters')}
                  aria-expanded={chipsShown}
                  onClick={() => setChipsShown(!chipsShown)}
                >
                  <IconFilter size={18} />
                </ActionIcon>
              </Indicator>
            </Tooltip>
          </Popover.Target>
          <Popover.Dropdown p="sm">
            <FilterChips groups={groups} />
          </Popover.Dropdown>
        </Popover>
        <Menu position="bottom-end">
          <Menu.Target>
            <Tooltip label={t('list.sort')} openDelay={400}>
              <ActionIcon variant="subtle" color="gray" aria-label={t('list.sort')}>
                <IconArrowsSort size={18} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            {workListOrderSchema.options.map((order) => (
              <Menu.Item
                key={order}
                leftSection={
                  order === view.order ? <IconCheck size={14} /> : <span className={classes.noCheck} />
                }
                onClick={() => listView.set((now) => ({ ...now, order }))}
              >
                {t(`list.order.${order}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </search>
  );
}
