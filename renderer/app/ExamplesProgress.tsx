import { Loader } from '@mantine/core';
import { useWords } from '../words/words.ts';
import { EXAMPLES, examplesReady } from './examples.ts';
import { useWatched } from './store.ts';
import classes from './TopBar.module.css';

/** In the top bar while the example pictures are computed. */
export function ExamplesProgress() {
  const { t } = useWords();
  const ready = useWatched(examplesReady);
  if (ready === null) return null;
  return (
    <span className={classes.progress} role="status">
      <Loader size={14} /> {t('shell.examplesReady', { n: ready, of: EXAMPLES })}
    </span>
  );
}
