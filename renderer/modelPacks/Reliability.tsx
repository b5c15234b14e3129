import { IconFlask2 } from '@tabler/icons-react';
import type { Reliability as Figure } from '../../app/pack/reliability.ts';
import { useWords } from '../words/words.ts';
import classes from './reliability.module.css';
import { plot } from './reliabilityPlot.ts';

/** Counted shares: none and all are said as they are. */
const whole = (share: number): string => String(Math.round(100 * share));

/** How often it happened where the pack showed about this probability; the same as a table beside the drawing. */
export function Reliability({ figure }: { figure: Figure }) {
  const { t } = useWords();
  const { width, height, field, points, ticks, bars } = plot(figure.bins);
  const what = t(`models.reliability.${figure.of}`);
  return (
    <figure className={classes.figure} aria-label={t('models.reliability')}>
      <figcaption>
        <h3>{t('models.reliability')}</h3>
        <p>
          {what} {t('models.reliability.how')}
        </p>
        <p className={classes.on}>
          {figure.simulated && (
            <strong className={classes.simulated}>
              <IconFlask2 size={14} aria-hidden /> {t('models.labelsSimulated')}
            </strong>
          )}{' '}
          {figure.on} <code>{figure.command}</code>
        </p>
      </figcaption>
      <div className={classes.both}>
        <svg viewBox={`0 0 ${width} ${height}`} className={classes.plot} aria-hidden>
          <rect {...field} className={classes.field} />
          {ticks.map(({ share, x, y }) => (
            <g key={share} className={classes.tick}>
              <line x1={x} x2={x} y1={field.y} y2={field.y + field.height} />
              <line x1={field.x} x2={field.x + field.width} y1={y} y2={y} />
              <text x={x} y={field.y + field.height + 14} textAnchor="middle">
                {whole(share)}%
              </text>
              <text x={field.x - 6} y={y + 4} textAnchor="end">
                {whole(share)}%
              </text>
            </g>
          ))}
          <line
            className={classes.diagonal}
            x1={field.x}
            y1={field.y + field.height}
            x2={field.x + field.width}
            y2={field.y}
          />
          {bars.map(({ x, y, width: wide, height: tall, count }) => (
            <g key={x}>
              <rect x={x - wide / 2} y={y} width={wide} height={tall} className={classes.bar} />
              <text x={x} y={y - 3} textAnchor="middle" className={classes.count}>
                {count}
              </text>
            </g>
          ))}
          {points.map(({ x, y, low, high }) => (
            <g key={x}>
              <line x1={x} x2={x} y1={low} y2={high} className={classes.interval} />
              <circle cx={x} cy={y} r={4} className={classes.point} />
            </g>
          ))}
          <text x={field.x + field.width / 2} y={height - 4} textAnchor="middle" className={classes.axis}>
            {t('models.reliability.shown')}
          </text>
          <text
            transform={`translate(11 ${field.y + field.height / 2}) rotate(-90)`}
            textAnchor="middle"
            className={classes.axis}
          >
            {t('models.reliability.observed')}
          </text>
        </svg>
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t('models.reliability.shown')}</th>
              <th>{t('models.reliability.observedInterval')}</th>
              <th>{t('models.reliability.cases')}</th>
            </tr>
          </thead>
          <tbody>
            {figure.bins.map(({ predicted, observed, interval, count }) => (
              <tr key={predicted}>
                <td>{whole(predicted)}%</td>
                <td>
                  {whole(observed)}% ({whole(interval[0])}–{whole(interval[1])})
                </td>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
