import { Alert, Badge, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { PackState } from '../../app/contract/channels.ts';
import { Detail } from '../trouble/Detail.tsx';
import { useWords } from '../words/words.ts';
import classes from './models.module.css';
import { Network } from './Network.tsx';

const Card = lazy(async () => ({ default: (await import('./Card.tsx')).Card }));

/** One pack: its state, then one network at a time with its figures and its card. */
export function Pack({ pack }: { pack: PackState }) {
  const { t, fail } = useWords();
  const { manifest, failure } = pack;
  const [shown, setShown] = useState(manifest?.networks[0]?.role ?? 'nodule');
  const network = manifest?.networks.find(({ role }) => role === shown);
  return (
    <section className={classes.pack}>
      <header className={classes.packHead}>
        <h2>{manifest ? `${manifest.name} ${manifest.version}` : t('models.unreadable')}</h2>
        {failure ? (
          <Badge color="red" variant="light">
            {t('models.notUsable')}
          </Badge>
        ) : (
          <Badge color={pack.active ? 'green' : 'gray'} variant="light">
            {t(pack.active ? 'models.active' : 'models.installed')}
          </Badge>
        )}
      </header>
      {failure && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle />}>
          {fail(failure)}
          <Detail text={failure.detail} />
        </Alert>
      )}
      {manifest && <p>{manifest.intendedUse}</p>}
      {pack.sha256 && (
        <p className={classes.hash}>
          {t('models.packHash')} <code>{pack.sha256}</code>
        </p>
      )}
      {manifest && (
        <SegmentedControl
          aria-label={t('models.networks')}
          value={shown}
          onChange={(role) => setShown(role as typeof shown)}
          data={manifest.networks.map(({ role }) => ({ value: role, label: t(`models.role.${role}`) }))}
        />
      )}
      {network && <Network network={network} />}
      {network && pack.cards[network.card] !== undefined && (
        <Suspense>
          <Card markdown={pack.cards[network.card]} />
        </Suspense>
      )}
    </section>
  );
}
