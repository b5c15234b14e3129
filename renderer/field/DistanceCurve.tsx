import type { CurvePoint } from '../../atlas/riskField/field.types.ts';
import { useSettings } from '../settings/useSettings.ts';
import { useWords } from '../words/words.ts';
import { bandPath, curveAt, linePath, PLOT, runsOf, xOf, yOf } from './curveShapes.ts';
import classes from './DistanceCurve.module.css';

type Props = {
  readonly curve: readonly CurvePoint[];
  /** A second field's curve, drawn dashed. */
  readonly other?: { readonly curve: readonly CurvePoint[]; readonly names: readonly [string, string] };
  /** This case's distance; undefined draws no case, null says that it is unknown. */
  readonly distanceMm?: number | null | undefined;
};

/** Risk by distance to the capsule (LLNM-Net Fig. 4b) of a field, with its interval and this case on it. */
export function DistanceCurve({ curve, other, distanceMm }: Props) {
  const { t } = useWords();
  const { nearCapsuleMm } = useSettings().settings;
  const runs = runsOf(curve);
  const here = distanceMm == null ? null : curveAt(curve, distanceMm);
  const caseText = useCaseText(distanceMm, here);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>{t('field.curve')}</figcaption>
      <svg
        viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
        className={classes.plot}
        role="img"
        aria-label={[t('field.curve'), caseText].filter(Boolean).join('. ')}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line className={classes.grid} x1={xOf(0)} x2={xOf(PLOT.endMm)} y1={yOf(share)} y2={yOf(share)} />
            <text className={classes.tick} x={xOf(0) - 6} y={yOf(share) + 4} textAnchor="end">
              {share}
            </text>
          </g>
        ))}
        {[0, 2, 4, 6, 8].map((mm) => (
          <text key={mm} className={classes.tick} x={xOf(mm)} y={yOf(0) + 15} textAnchor="middle">
            {mm}
          </text>
        ))}
        <text
          className={classes.axis}
          x={(xOf(0) + xOf(PLOT.endMm)) / 2}
          y={PLOT.height - 5}
          textAnchor="middle"
        >
          {t('field.curveX')}
        </text>
        <line
          className={classes.near}
          x1={xOf(nearCapsuleMm)}
          x2={xOf(nearCapsuleMm)}
          y1={yOf(0)}
          y2={yOf(1)}
        />
        <text className={classes.tick} x={xOf(nearCapsuleMm) + 5} y={yOf(1) + 11}>
          {t('field.curveNear', { mm: nearCapsuleMm })}
        </text>
        {runs.map((run) => (
          <path key={run[0]!.distanceMm} className={classes.band} d={bandPath(run)} />
        ))}
        {runs.map((run) => (
          <path key={run[0]!.distanceMm} className={classes.line} d={linePath(run)} />
        ))}
        {other &&
          runsOf(other.curve).map((run) => (
            <path key={run[0]!.distanceMm} className={classes.other} d={linePath(run)} />
          ))}
        {distanceMm != null && here && (
          <g className={classes.here}>
            <line x1={xOf(distanceMm)} x2={xOf(distanceMm)} y1={yOf(0)} y2={yOf(1)} />
            {here.value !== null && <circle cx={xOf(distanceMm)} cy={yOf(here.value)} r={4.5} />}
          </g>
        )}
      </svg>
      {runs.length === 0 && <p className={classes.words}>{t('field.curveEmpty')}</p>}
      {other && (
        <p className={classes.words}>
          {t('field.curveBoth', { first: other.names[0], second: other.names[1] })}
        </p>
      )}
      {caseText && <p className={classes.case}>{caseText}</p>}
    </figure>
  );
}

function useCaseText(distanceMm: number | null | undefined, here: ReturnType<typeof curveAt>): string | null {
  const { t } = useWords();
  if (distanceMm === undefined) return null;
  if (distanceMm === null) return t('field.curveNoScale');
  const mm = distanceMm.toFixed(1);
  if (!here) return t('field.curveBeyond', { mm });
  if (here.value === null) return t('field.curveHereFew', { mm });
  const [low, high] = here.interval;
  return t('field.curveHere', {
    mm,
    value: here.value.toFixed(2),
    low: low.toFixed(2),
    high: high.toFixed(2),
  });
}
