import { useCallback, useId, useMemo, useRef, useState } from 'react';
import type { Assessment } from '../../app/case/assessment.ts';
import { placementOf } from '../../atlas/placementOf.ts';
import { builtInField } from '../../atlas/riskField/builtIn.ts';
import { wilsonInterval } from '../../atlas/riskField/interval.ts';
import { regionAt } from '../../atlas/template/regions.ts';
import { placeToPoint, template } from '../../atlas/template/template.ts';
import { count } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { AtlasControls } from './AtlasControls.tsx';
import styles from './AtlasView.module.css';
import { Compass } from './Compass.tsx';
import { Legend } from './Legend.tsx';
import { type Eye, PRESET_NAMES } from './orbit.ts';
import { RegionTable } from './RegionTable.tsx';
import { regionName } from './regionName.ts';
import { savePicture } from './savePicture.ts';
import type { Picked } from './scene.ts';
import { FIRST_STATE, type SceneState } from './sceneState.ts';
import { eyeAfterKey, eyeAt } from './turning.ts';
import { useAtlasScene } from './useAtlasScene.ts';
import { useTurning } from './useTurning.ts';

export type AtlasViewProps = {
  /** The assessment shown; null shows the gland and its field alone. */
  readonly assessment: Pick<Assessment, 'views' | 'facts' | 'location'> | null;
  /** The whole window: adds opacity, cut plane, table and picture export. Small (about 420 × 300) otherwise. */
  readonly enlarged?: boolean;
};

/** Where the nodule sits: the template gland with its risk field and this nodule. Fills its parent. */
export function AtlasView({ assessment, enlarged = false }: AtlasViewProps) {
  const { t, language } = useWords();
  const placement = useMemo(() => (assessment ? placementOf(assessment) : null), [assessment]);
  const risk = assessment?.location.atlasRisk ?? null;
  const [settings, setSettings] = useState<Omit<SceneState, 'placement'>>(FIRST_STATE);
  const state = useMemo<SceneState>(() => ({ ...settings, placement }), [settings, placement]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { scene, ready, failed } = useAtlasScene(canvas, state);
  const [hovered, setHovered] = useState<{ picked: Picked; x: number; y: number } | null>(null);
  const [pinned, setPinned] = useState<Picked | null>(null);
  const summary = useId();

  const change = useCallback((part: Partial<SceneState>) => setSettings((old) => ({ ...old, ...part })), []);
  const onEye = useCallback(
    (next: (eye: Eye) => Eye) => setSettings((old) => ({ ...old, eye: next(old.eye) })),
    [],
  );
  const turning = useTurning(canvas, {
    onEye,
    onHover: (at) => {
      const picked = at && (scene.current?.pick(at.x, at.y) ?? null);
      setHovered(at && picked ? { picked, ...at } : null);
    },
    onPick: (at) => setPinned(scene.current?.pick(at.x, at.y) ?? null),
  });

  if (failed) {
    return (
      <div className={styles.fallback}>
        <p>{t('atlas.noWebgl')}</p>
        <RegionTable field={builtInField()} placement={placement} atlasRisk={risk} />
      </div>
    );
  }
  const placeText = placement
    ? regionName(t, regionAt(template(), placeToPoint(placement.place)))
    : assessment
      ? t(missingKey(assessment))
      : '';
  const band = placement !== null && Object.values(placement.uncertaintyMm).some((mm) => mm > 0);
  const reading = pinned ?? hovered?.picked ?? null;

  return (
    <div className={styles.root} data-enlarged={enlarged} data-print={settings.print}>
      <div className={styles.stage} data-drawn={ready}>
        <div
          className={styles.surface}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: turned and zoomed by keyboard
          tabIndex={0}
          role="application"
          aria-labelledby={summary}
          {...turning}
          onKeyDown={(event) => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const eye = eyeAfterKey(settings.eye, event.key);
            if (!eye) return;
            event.preventDefault();
            event.stopPropagation();
            change({ eye });
          }}
        >
          <canvas ref={canvas} className={styles.canvas} />
        </div>
        <p id={summary} className={styles.hidden}>
          {t('atlas.summary', { place: placeText })}
        </p>
        <div className={styles.corner}>
          <div className={styles.place}>{placeText}</div>
          {band && <div className={styles.quiet}>{t('atlas.band')}</div>}
          {reading && (
            <div className={styles.reading} role="status">
              {regionName(t, reading.region)}: <b>{readingText(reading, t('atlas.tooFew'))}</b>
            </div>
          )}
        </div>
        <Compass eye={settings.eye} print={settings.print} />
        <Legend risk={risk} print={settings.print} source={t('atlas.sourceShort')} />
        <div className={styles.presets} role="toolbar" aria-label={t('atlas.view')}>
          {PRESET_NAMES.map((name, i) => (
            <button
              key={name}
              type="button"
              title={`${t(`atlas.view.${name}`)} (${i + 1})`}
              aria-label={t(`atlas.view.${name}`)}
              onClick={() => change({ eye: eyeAt(settings.eye, name) })}
            >
              <span className={styles.longName}>{t(`atlas.view.${name}`)}</span>
              <span className={styles.letter}>{t(`atlas.letter${capital(name)}`)}</span>
            </button>
          ))}
        </div>
      </div>
      {enlarged && (
        <aside className={styles.side}>
          {ready && (
            <AtlasControls
              state={state}
              onChange={change}
              onSave={() =>
                scene.current &&
                savePicture(scene.current, {
                  print: settings.print,
                  lines: [
                    placeText,
                    risk
                      ? t('atlas.riskHere', {
                          value: risk.value.toFixed(2),
                          low: risk.interval[0].toFixed(2),
                          high: risk.interval[1].toFixed(2),
                        })
                      : '',
                  ],
                  legend: t('atlas.legend'),
                  source: t('atlas.source', { count: count(builtInField().cases, language) }),
                })
              }
            />
          )}
          <RegionTable field={builtInField()} placement={placement} atlasRisk={risk} />
        </aside>
      )}
      {!enlarged && (
        <div className={styles.hidden}>
          <RegionTable field={builtInField()} placement={placement} atlasRisk={risk} />
        </div>
      )}
    </div>
  );
}

/** Why an assessed nodule has no place. */
function missingKey(assessment: Pick<Assessment, 'views'>): 'atlas.notPlaced' | 'atlas.noNodule' {
  return assessment.views.some((v) => v.gland && v.nodule) ? 'atlas.notPlaced' : 'atlas.noNodule';
}

function readingText(picked: Picked, tooFew: string): string {
  if (picked.value === null) return tooFew;
  const [low, high] = wilsonInterval(picked.value, picked.behind);
  return `${picked.value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}

function capital<T extends string>(word: T): Capitalize<T> {
  return (word[0]!.toUpperCase() + word.slice(1)) as Capitalize<T>;
}
