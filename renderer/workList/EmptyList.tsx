import { Button } from '@mantine/core';
import { IconClipboard, IconFolder, IconPhoto, IconSparkles } from '@tabler/icons-react';
import type { Failure } from '../../app/failure.ts';
import { openSheet, showNewCase } from '../app/route.ts';
import { useWatched } from '../app/store.ts';
import { useAddExamples } from '../app/useAddExamples.ts';
import { useSettings } from '../settings/useSettings.ts';
import { useMay, useRefusal } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import classes from './EmptyList.module.css';
import { listView, setSearch } from './listView.ts';

type Props = { failure: Failure | null; search: string; reload: () => void };

/** Why the list is empty, and what to do next. */
export function EmptyList({ failure, search, reload }: Props) {
  const { t, fail } = useWords();
  const { archived } = useWatched(listView);
  const examples = useAddExamples();
  const refusal = useRefusal('case.create');
  const mayAddExamples = useMay('case.addExamples');
  // Until it has been answered, the offer beside the list is the one to look at.
  const { settings } = useSettings();
  if (failure) {
    return (
      <div className={classes.empty}>
        <p>{fail(failure)}</p>
        <Button variant="default" onClick={reload}>
          {t('list.readAgain')}
        </Button>
      </div>
    );
  }
  if (search.trim()) {
    return (
      <div className={classes.empty}>
        <p>{t('list.nothingFound', { search: search.trim() })}</p>
        <p className={classes.quiet}>{t('list.searchHint')}</p>
        <Button variant="default" onClick={() => setSearch('')}>
          {t('list.clearSearch')}
        </Button>
      </div>
    );
  }
  if (archived) {
    return (
      <div className={classes.empty}>
        <p>{t('list.noArchived')}</p>
        <Button variant="default" onClick={() => listView.set((now) => ({ ...now, archived: false }))}>
          {t('list.backToOpen')}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.empty}>
      <p>{t('list.noCases')}</p>
      <div className={classes.ways}>
        {mayAddExamples && (
          <Button
            variant={settings.examplesOffered ? 'filled' : 'default'}
            leftSection={<IconSparkles size={16} />}
            loading={examples.busy}
            onClick={examples.add}
          >
            {t('shell.importExamples')}
          </Button>
        )}
        {!refusal && (
          <>
            <Button
              variant="default"
              leftSection={<IconPhoto size={16} />}
              onClick={() => void showNewCase()}
            >
              {t('list.wayFiles')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFolder size={16} />}
              onClick={() => openSheet('importFolder')}
            >
              {t('shell.importFolder')}
            </Button>
          </>
        )}
      </div>
      {refusal ? (
        <p className={classes.quiet}>{t(refusal)}</p>
      ) : (
        <p className={classes.quiet}>
          <IconClipboard size={14} aria-hidden /> {t('list.wayPaste')}
        </p>
      )}
      {mayAddExamples && <p className={classes.quiet}>{t('list.examplesNote')}</p>}
    </div>
  );
}
