import { Alert, Badge, Button, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { PackState } from '../../app/contract/channels.ts';
import { systemName } from '../../app/pack/manifest.ts';
import { Detail } from '../trouble/Detail.tsx';
import { useRefusal } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import { Facts } from './Facts.tsx';
import { Metrics } from './Metrics.tsx';
import classes from './models.module.css';
import { Network } from './Network.tsx';
import { packFacts, packTitle } from './packFacts.ts';
import { Reliability } from './Reliability.tsx';
import { RemovePack } from './RemovePack.tsx';

const Card = lazy(async () => ({ default: (await import('./Card.tsx')).Card }));

type Props = { pack: PackState; busy: boolean; onActive: (active: boolean) => void; onRemove: () => void };

/** One pack: its state and what it is for, then one network at a time with its figures and its card. */
export function Pack({ pack, busy, onActive, onRemove }: Props) {
  const { t, fail, language } = useWords();
  const { manifest, failure, active } = pack;
  const [shown, setShown] = useState<string | undefined>(manifest?.networks[0]?.role);
  const network = manifest?.networks.find(({ role }) => role === shown);
  const ownCard = manifest?.card === undefined ? undefined : pack.cards[manifest.name];
  return (
    <section className={classes.pack} aria-label={manifest ? systemName(manifest) : pack.folder}>
      <header className={classes.packHead}>
        <h2>{manifest ? packTitle(manifest) : t('models.unreadable')}</h2>
        <Badge color={failure ? 'red' : active ? 'green' : 'gray'} variant="light">
          {t(failure ? 'models.notUsable' : active ? 'models.active' : 'models.installed')}
        </Badge>
        <span className={classes.space} />
        <RemovePack pack={pack} busy={busy} onRemove={onRemove} />
        {manifest && <Switch pack={pack} busy={busy} onActive={onActive} />}
      </header>
      {failure && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle />}>
          {fail(failure)}
          <Detail text={failure.detail} />
        </Alert>
      )}
      {manifest && <p>{manifest.intendedUse}</p>}
      <Facts facts={packFacts(pack, { t, language })} />
      {manifest?.reliability && <Reliability figure={manifest.reliability} />}
      {manifest?.metrics && <Metrics metrics={manifest.metrics} />}
      {ownCard !== undefined && (
        <Suspense>
          <Card markdown={ownCard} />
        </Suspense>
      )}
      {manifest && manifest.networks.length > 1 && (
        <SegmentedControl
          aria-label={t('models.networks')}
          value={shown}
          onChange={setShown}
          data={manifest.networks.map(({ role }) => ({ value: role, label: t(`models.role.${role}`) }))}
        />
      )}
      {network && <Network network={network} />}
      {network && pack.cards[network.name] !== undefined && (
        <Suspense>
          <Card markdown={pack.cards[network.name]!} />
        </Suspense>
      )}
    </section>
  );
}

/** The main line is replaced, never switched off; an opinion is switched on and off. */
function Switch({ pack, busy, onActive }: Omit<Props, 'onRemove'>) {
  const { t } = useWords();
  const { manifest, active, failure } = pack;
  const refusal = useRefusal('pack.setActive');
  const held = { disabled: busy || refusal !== null, title: refusal ? t(refusal) : undefined };
  if (active && manifest?.task === 'lateralNeck') return null;
  if (active)
    return (
      <Button variant="default" size="compact-md" {...held} onClick={() => onActive(false)}>
        {t('models.deactivate')}
      </Button>
    );
  return (
    <Button
      size="compact-md"
      {...held}
      disabled={held.disabled || failure !== null}
      onClick={() => onActive(true)}
    >
      {t('models.activate')}
    </Button>
  );
}
