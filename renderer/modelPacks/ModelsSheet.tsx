import { Alert, Button, Loader, Modal } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { PackState } from '../../app/contract/channels.ts';
import { systemName } from '../../app/pack/manifest.ts';
import { openSheet, useRoute } from '../app/route.ts';
import type { DroppedFile } from '../newCase/dropped.ts';
import { Detail } from '../trouble/Detail.tsx';
import { useWords } from '../words/words.ts';
import classes from './models.module.css';
import { Pack } from './Pack.tsx';
import { PackNav } from './PackNav.tsx';
import { PackTools } from './PackTools.tsx';
import { packTitle } from './packFacts.ts';
import { choosePack, useShownPack } from './shownPack.ts';
import { usePacks } from './usePacks.ts';

/** Which models are installed, whether they are the tested ones, what was measured of them, and one's own. */
export function ModelsSheet() {
  const { t } = useWords();
  const { sheet } = useRoute();
  return (
    <Modal
      opened={sheet === 'models'}
      onClose={() => openSheet(null)}
      title={t('shell.models')}
      size="min(1180px, 94vw)"
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Shelf />
    </Modal>
  );
}

/** What has just been done, in a sentence. */
type Told = { readonly text: string } | null;

function Shelf() {
  const { t, fail } = useWords();
  const { packs, failure, work, list, verify, bring, setActive, remove } = usePacks();
  const wanted = useShownPack();
  const [told, setTold] = useState<Told>(null);
  // The next visit begins at the first pack again.
  useEffect(() => () => choosePack(null), []);
  const found = packs?.find((pack) => wanted !== null && [pack.sha256, pack.folder].includes(wanted));
  const shown = wanted === null ? packs?.[0] : found;

  const checked = async () => {
    setTold(null);
    const answer = await verify();
    if (!answer) return;
    const spoilt = answer.packs.filter((pack) => pack.failure).length;
    setTold({
      text:
        spoilt === 0
          ? t('models.verified', { count: answer.packs.length })
          : t('models.verifiedBad', { count: spoilt, of: answer.packs.length }),
    });
  };
  const brought = async (files: DroppedFile[]) => {
    setTold(null);
    const sha256 = await bring(files);
    if (!sha256) return;
    choosePack(sha256);
    setTold({ text: t('models.imported') });
  };
  const switched = async (pack: PackState, active: boolean) => {
    setTold(null);
    const { manifest, sha256 } = pack;
    if (!manifest || !sha256 || !(await setActive(sha256, active))) return;
    const name = `${systemName(manifest)} ${manifest.version}`;
    setTold({ text: t(active ? 'models.nowActive' : 'models.nowInactive', { pack: name }) });
  };
  const removed = async (pack: PackState) => {
    setTold(null);
    if (!(await remove(pack.folder))) return;
    choosePack(null);
    setTold({ text: t('models.removed', { pack: pack.manifest ? packTitle(pack.manifest) : pack.folder }) });
  };

  return (
    <div className={classes.shelf}>
      <p className={classes.intro}>{t('models.intro')}</p>
      <PackTools work={work} onVerify={() => void checked()} onBring={(files) => void brought(files)} />
      {work === 'import' && (
        <p className={classes.wait} role="status">
          <Loader size={18} /> {t('models.importing')}
        </p>
      )}
      {failure && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
          {fail(failure)}
          <Detail text={failure.detail} />
          {!packs && (
            <Button variant="default" size="compact-sm" mt="xs" onClick={() => void list()}>
              {t('trouble.tryAgain')}
            </Button>
          )}
        </Alert>
      )}
      {told && !work && (
        <p className={classes.told} role="status">
          <IconCircleCheck size={17} aria-hidden /> {told.text}
        </p>
      )}
      {!packs && !failure && (
        <p className={classes.wait}>
          <Loader size={18} /> {t('models.checking')}
        </p>
      )}
      {packs?.length === 0 && <p>{t('models.none')}</p>}
      {packs && packs.length > 0 && (
        <div className={classes.columns}>
          <PackNav packs={packs} shown={shown} onShow={(pack) => choosePack(pack.sha256 ?? pack.folder)} />
          {!shown && <p className={classes.gone}>{t('models.gone')}</p>}
          {shown && (
            <Pack
              key={shown.folder}
              pack={shown}
              busy={work !== null}
              onActive={(active) => void switched(shown, active)}
              onRemove={() => void removed(shown)}
            />
          )}
        </div>
      )}
    </div>
  );
}
