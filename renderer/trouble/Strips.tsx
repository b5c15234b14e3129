import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Failure } from '../../app/failure.ts';
import { openSheet } from '../app/route.ts';
import { useConnection } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import classes from './trouble.module.css';

/** Under the top bar while the backend cannot be reached: what is on screen stays readable. */
export function ConnectionStrip() {
  const { t } = useWords();
  if (useConnection() !== 'lost') return null;
  return (
    <div className={classes.strip} role="alert">
      <Loader size={16} color="yellow" />
      <span className={classes.stripWords}>{t('trouble.lost')}</span>
    </div>
  );
}

/** Models missing or altered: saved cases can be read, nothing can be assessed. */
export function PackStrip({ failure }: { failure: Failure }) {
  const { t, fail } = useWords();
  return (
    <div className={classes.strip} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <span className={classes.stripWords}>{fail(failure)}</span>
      <Button size="compact-xs" variant="default" onClick={() => openSheet('models')}>
        {t('shell.models')}
      </Button>
    </div>
  );
}
