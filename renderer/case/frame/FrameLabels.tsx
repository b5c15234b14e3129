import type { ReactNode } from 'react';
import { useWords } from '../../words/words.ts';
import type { MaskEditing } from '../edit/useMaskEditing.ts';
import type { Topic } from '../explain/topic.ts';
import { length } from '../format.ts';
import classes from './FrameLabels.module.css';
import type { Layers } from './layers.ts';
import { mapGradient } from './mapColours.ts';
import { type Measure, measureLength } from './measure.ts';
import { scaleBar } from './scaleBar.ts';
import type { ShownView } from './shownView.ts';
import { type Size, toCanvas, type Viewport } from './viewport.ts';

type Props = {
  view: ShownView;
  viewport: Viewport;
  canvas: Size;
  layers: Layers;
  /** The system whose map lies over the frame in place of the estimate's own maps. */
  mapOf?: string | null;
  editing: MaskEditing | null;
  measure: Measure | null;
  nearCapsuleMm: number;
  /** Absent where nothing can be chosen (history, compare, print). */
  onChoose?: (rank: number) => void;
  onExplain: (topic: Topic) => void;
};

/** Room a label needs so that it stays inside the canvas. */
const LABEL = { width: 132, widest: 178, height: 24, gap: 12 } as const;

/** The labels over a frame: length of the capsule line, other nodules, ruler, scale bar and map legend. */
export function FrameLabels(props: Props) {
  const { view, viewport, canvas, layers, mapOf, editing, measure, onExplain } = props;
  const { t } = useWords();
  const bar = scaleBar(
    view.spacingMmPerPx,
    viewport.scale,
    Math.min(canvas.width > 700 ? 180 : 110, canvas.width / 3),
  );
  const map =
    editing || mapOf
      ? null
      : layers.cam && view.assessed?.cam?.[layers.cam] && !view.changed
        ? 'cam'
        : layers.phi
          ? 'phi'
          : null;
  return (
    <>
      {(layers.nodule || editing) && <DistanceLabel {...props} />}
      {!editing && layers.nodule && <OtherNodules {...props} />}
      {measure && (
        <At place={outward(viewport, canvas, measure.from, measure.to)}>
          <span className={classes.ruler}>{length(measureLength(measure), view.spacingMmPerPx)}</span>
        </At>
      )}
      <button
        type="button"
        className={classes.scale}
        onClick={() => onExplain({ kind: 'scale', view: view.kind })}
      >
        {bar ? (
          <>
            <span className={classes.bar} style={{ width: bar.canvasPx }} />
            {t('result.mm', { mm: bar.mm })}
          </>
        ) : (
          t('result.scaleUnknown')
        )}
      </button>
      {map && (
        <button
          type="button"
          className={classes.legend}
          onClick={() =>
            onExplain(map === 'phi' ? { kind: 'phi' } : { kind: 'cam', map: layers.cam ?? 'location' })
          }
        >
          <span className={classes.legendName}>
            {map === 'phi' ? t('result.layer.phi') : t(`result.cam.${layers.cam ?? 'location'}`)}
          </span>
          <span>0</span>
          <span className={classes.gradient} style={{ background: mapGradient(map) }} />
          <span>1</span>
        </button>
      )}
      {mapOf && !editing && (
        <div className={classes.legend}>
          <span className={classes.legendName}>{t('opinion.mapOf', { system: mapOf })}</span>
          <span>0</span>
          <span className={classes.gradient} style={{ background: mapGradient('cam') }} />
          <span>1</span>
        </div>
      )}
    </>
  );
}

function DistanceLabel({ view, viewport, canvas, editing, nearCapsuleMm, onExplain }: Props) {
  const { t } = useWords();
  const line = editing
    ? editing.live && {
        nodulePoint: editing.live.nodulePoint,
        capsulePoint: editing.live.capsulePoint,
        distancePx: editing.live.minDistancePx,
      }
    : view.line;
  if (!line) return null;
  const spacing = view.spacingMmPerPx;
  const near = spacing !== null && line.distancePx * spacing < nearCapsuleMm;
  const width = spacing === null && line.distancePx > 0 ? LABEL.widest : LABEL.width;
  const text =
    line.distancePx === 0 ? t('result.atCapsule') : length(line.distancePx, spacing, nearCapsuleMm);
  return (
    <At place={outward(viewport, canvas, line.nodulePoint, line.capsulePoint, width)} width={width}>
      <button
        type="button"
        className={classes.distance}
        data-near={near || line.distancePx === 0}
        onClick={() => onExplain({ kind: 'distance', view: view.kind })}
      >
        {text}
        {width === LABEL.widest && (
          <span className={classes.unknown}> · {t('result.scaleUnknownShort')}</span>
        )}
      </button>
    </At>
  );
}

function OtherNodules({ view, viewport, canvas, onChoose, onExplain }: Props) {
  const { t } = useWords();
  return view.others.map(({ rank, score, box }) => {
    const corner = toCanvas(viewport, { x: box.x + box.width, y: box.y });
    const inside =
      corner.x > 0 && corner.y > -LABEL.height && corner.x < canvas.width && corner.y < canvas.height;
    if (!inside) return null;
    return (
      <At key={rank} place={keepInside({ x: corner.x, y: corner.y - LABEL.height }, canvas)}>
        <button
          type="button"
          className={classes.other}
          title={onChoose ? t('result.chooseNodule', { n: rank + 1 }) : undefined}
          onClick={() => (onChoose ? onChoose(rank) : onExplain({ kind: 'nodule', view: view.kind, rank }))}
        >
          {t('result.otherNodule', { n: rank + 1, score: score.toFixed(2) })}
        </button>
      </At>
    );
  });
}

function At(props: { place: { x: number; y: number }; width?: number; children: ReactNode }) {
  const { place, width = LABEL.width, children } = props;
  return (
    <span
      className={classes.at}
      style={{ width, transform: `translate(${Math.round(place.x)}px, ${Math.round(place.y)}px)` }}
    >
      {children}
    </span>
  );
}

/** A place for a label beyond the end of a line, away from its start, inside the canvas. */
function outward(
  viewport: Viewport,
  canvas: Size,
  from: { x: number; y: number },
  to: { x: number; y: number },
  width: number = LABEL.width,
): { x: number; y: number } {
  const a = toCanvas(viewport, from);
  const b = toCanvas(viewport, to);
  const distance = Math.hypot(b.x - a.x, b.y - a.y);
  const direction =
    distance > 0.5 ? { x: (b.x - a.x) / distance, y: (b.y - a.y) / distance } : { x: 0.7, y: -0.7 };
  const centre = {
    x: b.x + direction.x * (LABEL.gap + width / 2),
    y: b.y + direction.y * (LABEL.gap + LABEL.height / 2),
  };
  return keepInside({ x: centre.x - width / 2, y: centre.y - LABEL.height / 2 }, canvas, width);
}

function keepInside(
  place: { x: number; y: number },
  canvas: Size,
  width: number = LABEL.width,
): { x: number; y: number } {
  return {
    x: Math.min(Math.max(place.x, 4), Math.max(canvas.width - width - 4, 4)),
    // The foot of the canvas belongs to the scale bar and the legend.
    y: Math.min(Math.max(place.y, 4), Math.max(canvas.height - LABEL.height - 34, 4)),
  };
}
