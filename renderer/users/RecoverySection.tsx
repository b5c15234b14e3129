import { useState } from 'react';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';
import { RecoveryCode } from '../unlock/RecoveryCode.tsx';
import { useWords } from '../words/words.ts';
import classes from './people.module.css';
import { WithPassphrase } from './WithPassphrase.tsx';

/** A new recovery code in place of the earlier one. */
export function RecoverySection() {
  const { t } = useWords();
  const link = useLink();
  const failed = useFailureToast();
  const [code, setCode] = useState<string | null>(null);
  if (code !== null)
    return (
      <RecoveryCode code={code} doneLabel={t('shell.close')} skippable={false} onDone={() => setCode(null)} />
    );
  return (
    <section className={classes.section}>
      <h2>{t('people.recovery')}</h2>
      <p className={classes.quiet}>{t('people.recoveryWhat')}</p>
      <WithPassphrase
        label={t('people.recoveryNew')}
        onGiven={(passphrase) =>
          ask(link, 'access.newRecoveryCode', { passphrase })
            .then((made) => setCode(made.recoveryCode))
            .catch(failed)
        }
      />
    </section>
  );
}
