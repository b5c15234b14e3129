import { Modal } from '@mantine/core';
import { openSheet } from '../app/route.ts';
import { useMay, useSession } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import { KeychainSection } from './KeychainSection.tsx';
import { OwnPassphrase } from './OwnPassphrase.tsx';
import { PeopleList } from './PeopleList.tsx';
import classes from './people.module.css';
import { RecoverySection } from './RecoverySection.tsx';

/** One's own passphrase for everybody; people, recovery code and keychain for an administrator. */
export function PeopleSheet() {
  const { t } = useWords();
  const session = useSession();
  const isAdministrator = useMay('user.list');
  if (!session) return null;
  return (
    <Modal
      opened
      onClose={() => openSheet(null)}
      title={t('people.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.body}>
        {isAdministrator && <PeopleList ownId={session.user.id} />}
        <OwnPassphrase />
        {isAdministrator && <RecoverySection />}
        {isAdministrator && session.keychain && <KeychainSection keychain={session.keychain} />}
        {isAdministrator && <p className={classes.quiet}>{t('people.limits')}</p>}
      </div>
    </Modal>
  );
}
