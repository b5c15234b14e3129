import { useId, useMemo } from 'react';
import type { Placement } from '../../atlas/place.types.ts';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { template } from '../../atlas/template/template.ts';
import * as theme from '../theme/colours.ts';
import { useWords } from '../words/words.ts';
import styles from './AtlasFallback.module.css';
import { type SectionPlane, sectionShapes } from './sectionShapes.ts';
import { tooFewHatch } from './tooFew.ts';

type Props = { plane: SectionPlane; field: RiskField; placement: Placement | null };

/** Both sections at the same scale. */
const PX_PER_MM = 5;

/** A flat section of the gland with its field and this nodule, drawn without WebGL. */
export function SectionDrawing({ plane, field, placement }: Props) {
  const { t } = useWords();
  const hatchId = useId();
  const { box, runs, outline, nodule } = useMemo(
    () => sectionShapes(plane, template(), field, placement),
    [plane, field, placement],
  );
  const title = t(`atlas.section.${plane}`, {
    place: t(placement ? 'atlas.section.atNodule' : 'atlas.section.middle'),
  });
  const hatch = tooFewHatch(false);
  const band = placement !== null && Object.values(placement.uncertaintyMm).some((u) => u > 0);
  const ends = [t('atlas.letterRight'), t('atlas.letterLeft')] as const;
  return (
    <figure className={styles.section}>
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`${box.x - 5} ${box.y} ${box.width + 10} ${box.height}`}
        role="img"
        aria-label={title}
        className={styles.drawing}
        style={{ width: (box.width + 10) * PX_PER_MM }}
      >
        <defs>
          <pattern
            id={hatchId}
            width="2"
            height="2"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="2" height="2" fill={hatch.ground} />
            <rect width="0.8" height="2" fill={hatch.stripe} />
          </pattern>
        </defs>
        <g shapeRendering="crispEdges">
          {runs.map((run) => (
            <rect
              key={`${run.x} ${run.y}`}
              x={run.x}
              y={run.y}
              width={run.width + 0.04}
              height={0.6}
              fill={run.fill ?? `url(#${hatchId})`}
            />
          ))}
        </g>
        <path d={outline} fill="none" stroke={theme.gland} strokeWidth={0.5} />
        {nodule && (
          <ellipse
            cx={nodule.x}
            cy={nodule.y}
            rx={nodule.rx}
            ry={nodule.ry}
            fill="#14171a80"
            stroke={theme.nodule}
            strokeWidth={0.7}
            strokeDasharray={band ? '1.6 1.2' : undefined}
          />
        )}
        <text className={styles.end} x={box.x - 2.5} y={box.y + box.height / 2}>
          {ends[0]}
        </text>
        <text className={styles.end} x={box.x + box.width + 2.5} y={box.y + box.height / 2}>
          {ends[1]}
        </text>
      </svg>
      {band && <p className={styles.quiet}>{t('atlas.section.band')}</p>}
    </figure>
  );
}
