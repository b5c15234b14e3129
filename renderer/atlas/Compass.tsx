import { useWords } from '../words/words.ts';
import styles from './Compass.module.css';
import { directionsOnScreen, type Eye } from './orbit.ts';

const SIZE = 64;
const REACH = 23;

/** The six anatomical directions as letters around a point, as the gland is turned; those facing away are dim. */
export function Compass({ eye, print }: { eye: Eye; print: boolean }) {
  const { t } = useWords();
  const letters = directionsOnScreen(eye).sort((a, b) => a.toward - b.toward);
  return (
    <svg
      className={styles.compass}
      data-print={print}
      width={SIZE}
      height={SIZE}
      viewBox={`${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`}
      aria-hidden="true"
    >
      {letters.map(({ direction, x, y, toward }) => {
        const flat = Math.hypot(x, y);
        // a letter that points at the viewer (or away) stands in the middle, over (or under) the others
        if (flat < 0.3 && toward < 0) return null;
        const opacity = toward < -0.15 ? 0.4 : 1;
        return (
          <g key={direction} opacity={opacity}>
            {flat > 0.3 && <line x1={0} y1={0} x2={x * (REACH - 9)} y2={-y * (REACH - 9)} />}
            <text x={x * REACH} y={-y * REACH} textAnchor="middle" dominantBaseline="central">
              {t(`atlas.letter${direction}`)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
