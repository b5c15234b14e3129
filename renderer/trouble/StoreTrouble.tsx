import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../../app/failure.ts';
import { isWordKey } from '../../app/words/say.ts';
import { RestoreForm } from '../backup/RestoreForm.tsx';
import { useWords } from '../words/words.ts';
import { Detail } from './Detail.tsx';
import classes from './trouble.module.css';

type Props = { failure: Failure; dataFolder: string; onAgain: () => Promise<void> };

/** In place of everything while the store cannot be used: what is the matter, what was kept, one thing to do. */
export function StoreTrouble({ failure, dataFolder, onAgain }: Props) {
  const { t, fail } = useWords();
  const [asking, setAsking] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const title = `trouble.title.${failure.code}`;
  return (
    <section className={classes.screen} role="alert">
      <h1>{t(isWordKey(title) ? title : 'trouble.title.store')}</h1>
      <p>{fail(failure)}</p>
      <p className={classes.quiet}>{t('trouble.dataFolder', { folder: dataFolder })}</p>
      <div className={classes.actions}>
        <Button
          loading={asking}
          onClick={() => {
            setAsking(true);
            void onAgain().finally(() => setAsking(false));
          }}
        >
          {t('trouble.tryAgain')}
        </Button>
        {failure.code !== 'store.inUse' && !restoring && (
          <Button variant="default" onClick={() => setRestoring(true)}>
            {t('restore.offer')}
          </Button>
        )}
      </div>
      {restoring && (
        <RestoreForm file="" onBack={() => setRestoring(false)} onRestored={() => void onAgain()} />
      )}
      <Detail text={failure.detail} />
    </section>
  );
}
