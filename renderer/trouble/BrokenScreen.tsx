import { Button } from '@mantine/core';
import { useWords } from '../words/words.ts';
import { Detail } from './Detail.tsx';
import classes from './trouble.module.css';

/** In place of a screen that could not be drawn. */
export function BrokenScreen({ broken, onRetry }: { broken: Error; onRetry: () => void }) {
  const { t } = useWords();
  return (
    <section className={classes.screen} role="alert">
      <h1>{t('trouble.brokenTitle')}</h1>
      <p>{t('trouble.broken')}</p>
      <div className={classes.actions}>
        <Button onClick={onRetry}>{t('trouble.tryAgain')}</Button>
        <Button variant="default" onClick={() => location.reload()}>
          {t('trouble.reload')}
        </Button>
      </div>
      <Detail text={broken.stack ?? broken.message} />
    </section>
  );
}
