import { useWords } from '../words/words.ts';
import classes from './Footer.module.css';
import { openSheet } from './route.ts';

/** What must be read with every number, on every screen. */
export function Footer() {
  const { t } = useWords();
  return (
    <footer className={classes.footer}>
      <span>{t('app.researchUse')}</span>
      <span className={classes.simulated}>
        {t('app.simulatedLabels')}{' '}
        <button type="button" onClick={() => openSheet('meaning')}>
          {t('shell.whatThisMeans')} ›
        </button>
      </span>
    </footer>
  );
}
