import { useState } from 'react';
import { useWords } from '../words/words.ts';
import classes from './Detail.module.css';

/** What the support call asks for, folded away until then. */
export function Detail({ text }: { text: string | undefined }) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  if (!text) return null;
  return (
    <div>
      <button type="button" className={classes.fold} aria-expanded={shown} onClick={() => setShown(!shown)}>
        {t(shown ? 'shell.hideDetails' : 'shell.showDetails')}
      </button>
      {shown && <pre className={classes.detail}>{text}</pre>}
    </div>
  );
}
