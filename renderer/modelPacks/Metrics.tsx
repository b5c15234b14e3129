import type { NetworkManifest } from '../../app/pack/manifest.ts';
import { useWords } from '../words/words.ts';
import { metricText } from './metricText.ts';
import classes from './models.module.css';

/** Measured figures, each with its data, its baseline and the command that prints it. */
export function Metrics({ metrics }: { metrics: NetworkManifest['metrics'] }) {
  const { t } = useWords();
  if (metrics.length === 0) return null;
  return (
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
          {metrics.map((metric) => (
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
  );
}
