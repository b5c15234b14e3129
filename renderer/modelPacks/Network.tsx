import type { NetworkManifest } from '../../app/pack/manifest.ts';
import { count } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { metricText } from './metricText.ts';
import classes from './models.module.css';

/** What one network is and what was measured of it, with the command that prints each figure. */
export function Network({ network }: { network: NetworkManifest }) {
  const { t, language } = useWords();
  const facts: [string, string][] = [
    [t('models.name'), `${network.name} ${network.version}`],
    [t('models.file'), `${network.file} (${count(Math.round(network.bytes / 1024), language)} KiB)`],
    ['SHA-256', network.sha256],
    [t('models.trainedOn'), network.trainedOn],
    [t('models.labels'), t(network.simulatedLabels ? 'models.labelsSimulated' : 'models.labelsReal')],
    [t('models.licence'), network.licence],
  ];
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {network.metrics.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.metrics}>
            <thead>
              <tr>
                <th>{t('models.metric')}</th>
                <th>{t('models.on')}</th>
                <th className={classes.number}>{t('models.value')}</th>
                <th>{t('models.baseline')}</th>
                <th>{t('models.command')}</th>
              </tr>
            </thead>
            <tbody>
              {network.metrics.map((metric) => (
                <tr key={`${metric.name} ${metric.on}`}>
                  <td>{metric.name}</td>
                  <td>{metric.on}</td>
                  <td className={classes.number}>{metricText(metric.value, metric.interval)}</td>
                  <td>
                    {metric.baseline
                      ? `${metric.baseline.name}: ${metricText(metric.baseline.value, null)}`
                      : '–'}
                  </td>
                  <td>
                    <code>{metric.command}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
