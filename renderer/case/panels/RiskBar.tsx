import type { Risk } from '../../../app/case/assessment.ts';
import { percent, riskPercent, saidRisk } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import { riskRange } from '../format.ts';
import classes from './RiskPanel.module.css';

/** 0 to 100%: the estimate, its interval as a bracket, and the cut-off as a tick. */
export function RiskBar({ risk, cutoff }: { risk: Risk; cutoff: number }) {
  const { t } = useWords();
  const [low, high] = risk.interval.map(saidRisk) as [number, number];
  const label = t('result.barLabel', {
    risk: riskPercent(risk.probability),
    interval: riskRange(risk.interval),
    cutoff: percent(cutoff),
  });
  return (
    <div className={classes.bar} role="img" aria-label={label} title={label}>
      <span className={classes.fill} style={{ width: `${saidRisk(risk.probability) * 100}%` }} />
      <span className={classes.band} style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }} />
      <span className={classes.cutoff} style={{ left: `${cutoff * 100}%` }} />
    </div>
  );
}
