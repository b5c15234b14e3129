import { Alert, Button, Loader, Modal } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { PackState } from '../../app/contract/channels.ts';
import type { Failure } from '../../app/failure.ts';
import { openSheet, useRoute } from '../app/route.ts';
import { useLink } from '../link/link.ts';
import { Detail } from '../trouble/Detail.tsx';
import { useWords } from '../words/words.ts';
import classes from './models.module.css';
import { Pack } from './Pack.tsx';

/** Which models are installed, whether they are the tested ones, and what was measured of them. */
export function ModelsSheet() {
  const { t } = useWords();
  const { sheet } = useRoute();
  return (
    <Modal
      opened={sheet === 'models'}
      onClose={() => openSheet(null)}
      title={t('shell.models')}
      size="min(1100px, 94vw)"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <PackList />
    </Modal>
  );
}

function PackList() {
  const { t, fail } = useWords();
  const link = useLink();
  const [packs, setPacks] = useState<readonly PackState[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again is what `asked` is for
  useEffect(() => {
    let gone = false;
    setFailure(null);
    void link.send('pack.list', {}).then((reply) => {
      if (gone) return;
      if (reply.ok) setPacks(reply.value.packs);
      else setFailure(reply.failure);
    });
    return () => {
      gone = true;
    };
  }, [link, asked]);
  if (failure) {
    return (
      <Alert color="red" variant="light" icon={<IconAlertTriangle />}>
        {fail(failure)} <Detail text={failure.detail} />
        <Button variant="default" size="compact-sm" mt="xs" onClick={() => setAsked(asked + 1)}>
          {t('trouble.tryAgain')}
        </Button>
      </Alert>
    );
  }
  if (!packs) {
    return (
      <p className={classes.wait}>
        <Loader size={18} /> {t('models.checking')}
      </p>
    );
  }
  return (
    <div className={classes.packs}>
      <p className={classes.intro}>{t('models.intro')}</p>
      {packs.length === 0 && <p>{t('models.none')}</p>}
      {packs.map((pack, i) => (
        <Pack key={pack.sha256 ?? i} pack={pack} />
      ))}
    </div>
  );
}
