import type { KeychainState } from '../../app/contract/access.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';
import { useAccess } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import classes from './people.module.css';
import { WithPassphrase } from './WithPassphrase.tsx';

/** Opening with the computer's own keychain, or why that is not to be had. */
export function KeychainSection({ keychain }: { keychain: NonNullable<KeychainState> }) {
  const { t, fail } = useWords();
  const link = useLink();
  const failed = useFailureToast();
  const { refresh } = useAccess();
  const isUsed = keychain.usedBy !== null;
  const isUsable = keychain.failure === null || keychain.failure.code === 'keychain.changed';
  return (
    <section className={classes.section}>
      <h2>
        {t('people.keychain')} <span className={classes.quiet}>({keychain.backend})</span>
      </h2>
      <p className={classes.quiet}>{t('people.keychainWhat')}</p>
      {keychain.failure && <p>{fail(keychain.failure)}</p>}
      {(isUsed || isUsable) && (
        <WithPassphrase
          label={t(isUsed ? 'people.keychainOff' : 'people.keychainOn')}
          onGiven={(passphrase) =>
            ask(link, 'access.useKeychain', { passphrase, use: !isUsed }).then(refresh).catch(failed)
          }
        />
      )}
    </section>
  );
}
