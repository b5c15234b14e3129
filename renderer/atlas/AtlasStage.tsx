import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react';
import type { LocationRisk } from '../../atlas/place.types.ts';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { REGION_IDS, type RegionId } from '../../atlas/template/regions.ts';
import { type Point3, template } from '../../atlas/template/template.ts';
import { useWords } from '../words/words.ts';
import overlay from './AtlasOverlay.module.css';
import styles from './AtlasStage.module.css';
import view from './AtlasView.module.css';
import { Compass } from './Compass.tsx';
import { sourceShort } from './fieldSource.ts';
import { Legend } from './Legend.tsx';
import { type Eye, PRESET_NAMES } from './orbit.ts';
import type { Picked } from './picking.ts';
import { onPanel, pixelsPerMm, type Stand } from './projection.ts';
import { RegionLabels } from './RegionLabels.tsx';
import { pointReading, regionReading } from './reading.ts';
import { regionMarks } from './regionMarks.ts';
import type { AtlasScene } from './scene.ts';
import type { SceneState } from './sceneState.ts';
import { middleOf } from './shownGland.ts';
import { scaled } from './standingLabels.ts';
import { eyeAfterKey, eyeAt } from './turning.ts';
import { useAtlasKeys } from './useAtlasKeys.ts';
import type { Drawing } from './useAtlasScene.ts';
import { useLabels } from './useLabels.ts';
import { useTurning } from './useTurning.ts';

type Props = {
  canvas: RefObject<HTMLCanvasElement | null>;
  canvasKey: number;
  scene: RefObject<AtlasScene | null>;
  drawing: Drawing;
  state: SceneState;
  field: RiskField;
  risk: LocationRisk | null;
  placeText: string;
  /** What must be known to read the colours right. */
  notice: string | null;
  labelled: boolean;
  marked: RegionId | null;
  onMark: (id: RegionId | null) => void;
  onEye: (next: (eye: Eye) => Eye) => void;
};

/** Kept free of labels: place and compass above, legend and views below, CSS pixels. */
const TOP_PX = 84;
const BOTTOM_PX = 112;
/** A narrower view has no labels: they would cover the gland. */
const LABELLED_PX = 520;

/** The drawing with what stands over it: place, reading, compass, labels, legend, preset views. */
export function AtlasStage(props: Props) {
  const { scene, state, field, risk, placeText, marked, onMark, onEye } = props;
  const { t } = useWords();
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const [hovered, setHovered] = useState<Picked | null>(null);
  const [pinned, setPinned] = useState<Picked | null>(null);
  const summary = useId();
  useAtlasKeys();
  const turning = useTurning(props.canvas, props.canvasKey, {
    onEye,
    onHover: (at) => setHovered(at && (scene.current?.pick(at.x, at.y) ?? null)),
    onPick: (at) => {
      onMark(null);
      setPinned(scene.current?.pick(at.x, at.y) ?? null);
    },
  });
  const stand = useMemo<Stand | null>(
    () =>
      width > 0 && height > 0
        ? { eye: state.eye, middle: middleOf(template(), state.scale), width, height }
        : null,
    [state.eye, state.scale, width, height],
  );
  // the gland first, its labels in the next turn
  const labelled = props.labelled && props.drawing !== 'starting';
  const room = useMemo(
    () =>
      labelled && width >= LABELLED_PX
        ? { left: 10, right: width - 10, top: TOP_PX, bottom: height - BOTTOM_PX }
        : null,
    [labelled, width, height],
  );
  const labels = useLabels(stand, field, state.scale, room);

  const chosen = marked ? markOf(marked) : (pinned?.point ?? null);
  const ring = chosen && stand ? onPanel(scaled(chosen, state.scale), stand) : null;
  const reading = marked
    ? regionReading(t, field, marked)
    : (pinned ?? hovered)
      ? pointReading(t, (pinned ?? hovered)!)
      : null;
  const band = state.placement !== null && Object.values(state.placement.uncertaintyMm).some((mm) => mm > 0);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const eye = eyeAfterKey(state.eye, event.key);
    const step = event.key === ']' ? 1 : event.key === '[' ? -1 : 0;
    if (!eye && step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (eye) onEye(() => eye);
    else onMark(regionBeside(marked, step));
  };

  return (
    <div ref={ref} className={styles.stage} data-drawn={props.drawing === 'drawn'}>
      <div
        className={styles.surface}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: turned and zoomed by keyboard
        tabIndex={0}
        role="application"
        aria-labelledby={summary}
        {...turning}
        onKeyDown={onKeyDown}
      >
        <canvas key={props.canvasKey} ref={props.canvas} className={styles.canvas} />
      </div>
      <p id={summary} className={view.hidden}>
        {t('atlas.summary', { place: placeText })}
      </p>
      <RegionLabels
        labels={labels}
        marked={marked}
        ring={ring}
        onMark={(id) => onMark(id === marked ? null : id)}
      />
      <div className={styles.corner}>
        <div className={styles.place}>{placeText}</div>
        {band && <div className={styles.quiet}>{t('atlas.band')}</div>}
        {props.notice && <div className={styles.quiet}>{props.notice}</div>}
        {props.drawing === 'interrupted' && (
          <div className={styles.reading} role="status">
            {t('atlas.redrawing')}
          </div>
        )}
        {reading && (
          <div className={styles.reading} role="status">
            {t('atlas.readingOf', reading)}
          </div>
        )}
      </div>
      <Compass eye={state.eye} print={state.print} />
      <Legend
        risk={risk}
        print={state.print}
        source={sourceShort(t, field)}
        tooFew={field.regions.some((r) => r.value === null) || state.pyramidal}
        shellMm={state.shellMm}
      />
      {stand && <ScaleBar pxPerMm={pixelsPerMm(stand)} />}
      <div className={styles.presets} role="toolbar" aria-label={t('atlas.view')}>
        {PRESET_NAMES.map((name, i) => (
          <button
            key={name}
            type="button"
            title={`${t(`atlas.view.${name}`)} (${i + 1})`}
            aria-label={t(`atlas.view.${name}`)}
            onClick={() => onEye((eye) => eyeAt(eye, name))}
          >
            <span className={styles.longName}>{t(`atlas.view.${name}`)}</span>
            <span className={styles.letter}>{t(`atlas.letter${capital(name)}`)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

/** Ten millimetres at the gland's middle: perspective makes what is nearer a little larger. */
function ScaleBar({ pxPerMm }: { pxPerMm: number }) {
  const { t } = useWords();
  return (
    <div className={overlay.scaleBar}>
      <i style={{ width: 10 * pxPerMm }} />
      {t('atlas.scaleBar', { mm: 10 })}
    </div>
  );
}

function markOf(id: RegionId): Point3 | null {
  return regionMarks(template()).find((m) => m.region === id)?.point ?? null;
}

/** The next or previous region in the table's order; none after the last. */
function regionBeside(marked: RegionId | null, step: number): RegionId | null {
  if (!marked) return step > 0 ? REGION_IDS[0] : REGION_IDS.at(-1)!;
  return REGION_IDS[REGION_IDS.indexOf(marked) + step] ?? null;
}

function capital<T extends string>(word: T): Capitalize<T> {
  return (word[0]!.toUpperCase() + word.slice(1)) as Capitalize<T>;
}
