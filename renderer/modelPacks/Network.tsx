import type { NetworkManifest } from '../../app/pack/manifest.ts';
import { count } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { Facts } from './Facts.tsx';
import { Faithfulness } from './Faithfulness.tsx';
import { Metrics } from './Metrics.tsx';

/** What one network is and what was measured of it. */
export function Network({ network }: { network: NetworkManifest }) {
  const { t, language } = useWords();
  return (
    <>
      <Facts
        facts={[
          [t('models.name'), `${network.name} ${network.version}`],
          [t('models.file'), `${network.file} (${count(Math.round(network.bytes / 1024), language)} KiB)`],
          ['SHA-256', network.sha256],
          [t('models.trainedOn'), network.trainedOn],
          [t('models.labels'), t(network.simulatedLabels ? 'models.labelsSimulated' : 'models.labelsReal')],
          [t('models.licence'), network.licence],
        ]}
      />
      <Metrics metrics={network.metrics} />
      <Faithfulness network={network} />
    </>
  );
}
