import type { RegionId } from '../../atlas/template/regions.ts';
import styles from './AtlasOverlay.module.css';
import { LABEL_HEIGHT } from './labelLayout.ts';
import type { RegionLabel } from './standingLabels.ts';

type Props = {
  labels: readonly RegionLabel[];
  marked: RegionId | null;
  /** Where the marked region or the chosen point falls on the panel, CSS pixels. */
  ring: { x: number; y: number } | null;
  onMark: (id: RegionId) => void;
};

/** Lines from each label to its region, and a ring about what is chosen. */
export function RegionLabels({ labels, marked, ring, onMark }: Props) {
  return (
    <>
      <svg className={styles.lines} aria-hidden="true">
        {labels.map((label) => (
          <g key={label.id} opacity={label.away ? 0.45 : 1} data-marked={label.id === marked}>
            <line x1={label.edgeX} y1={label.top + LABEL_HEIGHT / 2} x2={label.x} y2={label.y} />
            <circle cx={label.x} cy={label.y} r={2.5} />
          </g>
        ))}
        {ring && <circle className={styles.ring} cx={ring.x} cy={ring.y} r={9} />}
      </svg>
      {labels.map((label) => (
        // the table and the keys [ and ] do the same for keyboard and screen reader
        <button
          key={label.id}
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          className={styles.label}
          data-region-label={label.id}
          data-side={label.side}
          data-away={label.away}
          data-marked={label.id === marked}
          style={{ left: label.left, top: label.top, width: label.width, height: LABEL_HEIGHT }}
          onClick={() => onMark(label.id)}
        >
          {label.text}
        </button>
      ))}
    </>
  );
}
