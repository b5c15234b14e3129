import {
  AIMS,
  type CheckName,
  EXPLANATION_METHODS,
  type FaithfulnessCheck,
  provenMethods,
} from '../../app/explanation/faithfulness.ts';
import type { NetworkManifest } from '../../app/pack/manifest.ts';
import { useWords, type Words } from '../words/words.ts';
import { metricText } from './metricText.ts';
import classes from './models.module.css';

/** What was measured of a fusion network's explanations, and which of them the result screen may show. */
export function Faithfulness({ network }: { network: NetworkManifest }) {
  const { t } = useWords();
  if (network.role !== 'fusion') return null;
  const { faithfulness } = network;
  if (!faithfulness) return <p>{t('faithfulness.unmeasured')}</p>;
  const shown = provenMethods(faithfulness, network.sha256);
  return (
    <section>
      <h4>{t('faithfulness.title')}</h4>
      <p>{t(faithfulness.of === network.sha256 ? 'faithfulness.lead' : 'faithfulness.otherWeights')}</p>
      <div className={classes.scroll}>
        <table className={classes.metrics}>
          <thead>
            <tr>
              <th>{t('faithfulness.explanation')}</th>
              <th>{t('faithfulness.check')}</th>
              <th className={classes.number}>{t('faithfulness.value')}</th>
              <th>{t('faithfulness.aim')}</th>
              <th>{t('faithfulness.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {EXPLANATION_METHODS.flatMap((method) =>
              faithfulness.checks
                .filter((check) => check.method === method)
                .map((check, i) => (
                  <tr key={`${method} ${check.check}`}>
                    <td>
                      {i === 0 &&
                        `${t(`explanation.method.${method}`)} · ${t(shown.has(method) ? 'faithfulness.shown' : 'faithfulness.notShown')}`}
                    </td>
                    <td>{t(`faithfulness.check.${check.check}`)}</td>
                    <td className={classes.number}>{metricText(check.value, check.interval)}</td>
                    <td>{aimText(check.check, t)}</td>
                    <td>{verdict(check, t)}</td>
                  </tr>
                )),
            )}
          </tbody>
        </table>
      </div>
      <p>{t('faithfulness.on', { on: faithfulness.on, command: faithfulness.command })}</p>
    </section>
  );
}

function aimText(check: CheckName, t: Words['t']): string {
  const aim = AIMS[check];
  if (!aim) return '–';
  if (check === 'deletion' || check === 'insertion') return t('faithfulness.aimAboveZero');
  return aim.atLeast === undefined
    ? t('faithfulness.aimBelow', { value: aim.below! })
    : t('faithfulness.aimAtLeast', { value: aim.atLeast });
}

function verdict({ passed }: FaithfulnessCheck, t: Words['t']): string {
  if (passed === null) return t('faithfulness.reported');
  return t(passed ? 'faithfulness.passed' : 'faithfulness.failed');
}
