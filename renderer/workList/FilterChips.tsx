import { Button, Switch } from '@mantine/core';
import { useWatched } from '../app/store.ts';
import { useWords } from '../words/words.ts';
import classes from './FilterChips.module.css';
import type { NamedFilterGroup } from './filterGroups.ts';
import { listView, setSearch } from './listView.ts';
import { chipsOn, clearChips, hasChip, toggleChip } from './searchTokens.ts';

/** Chips that write their word into the search field and light up when it stands there. */
export function FilterChips({ groups }: { groups: readonly NamedFilterGroup[] }) {
  const { t } = useWords();
  const { search, archived } = useWatched(listView);
  return (
    <div>
      {groups.map((group) => (
        <fieldset key={group.id} className={classes.group}>
          <legend className={classes.name}>{t(group.name)}</legend>
          {group.chips.map((chip) => {
            const on = hasChip(search, chip);
            return (
              <button
                key={chip.id}
                type="button"
                className={classes.chip}
                aria-pressed={on}
                onClick={() => setSearch(toggleChip(search, chip, group))}
              >
                {chip.word}
              </button>
            );
          })}
        </fieldset>
      ))}
      <div className={classes.foot}>
        <Switch
          size="xs"
          label={t('list.showArchived')}
          checked={archived}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            listView.set((now) => ({ ...now, archived: checked }));
          }}
        />
        <Button
          size="compact-xs"
          variant="default"
          disabled={chipsOn(search, groups) === 0}
          onClick={() => setSearch(clearChips(search, groups))}
        >
          {t('list.clearFilters')}
        </Button>
      </div>
    </div>
  );
}
