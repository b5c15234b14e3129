import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../words/words.ts';
import classes from './Section.module.css';

type Props = { title: string; onExplain?: () => void; action?: ReactNode; children?: ReactNode };

/** A part of the right-hand column; its title explains it. */
export function Section({ title, onExplain, action, children }: Props) {
  const { t } = useWords();
  return (
    <section className={classes.section} aria-label={title}>
      <header className={classes.header}>
        <h2 className={classes.title}>{title}</h2>
        {onExplain && (
          <button
            type="button"
            className={classes.explain}
            aria-label={t('result.explain', { what: title })}
            onClick={onExplain}
          >
            <IconInfoCircle size={15} />
          </button>
        )}
        <span className={classes.action}>{action}</span>
      </header>
      {children}
    </section>
  );
}
