import { Button, Group, Modal } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { PackState } from '../../app/contract/channels.ts';
import { useMay } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import { packTitle } from './packFacts.ts';

type Props = { pack: PackState; busy: boolean; onRemove: () => void };

/** Takes an imported pack away, after saying what goes with it and what stays. Shipped packs and packs in use stay. */
export function RemovePack({ pack, busy, onRemove }: Props) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const { manifest, folder, origin, active } = pack;
  const mayRemove = useMay('pack.remove');
  if (!mayRemove || origin !== 'imported' || active) return null;
  const name = manifest ? packTitle(manifest) : folder;
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-md"
        leftSection={<IconTrash size={16} />}
        disabled={busy}
        onClick={() => setAsking(true)}
      >
        {t('models.remove')}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('models.removeTitle', { pack: name })}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
        centered
      >
        <p>{t('models.removeWhat')}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
            {t('models.keep')}
          </Button>
          <Button
            color="red"
            onClick={() => {
              setAsking(false);
              onRemove();
            }}
          >
            {t('models.removeNow')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
