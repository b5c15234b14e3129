import { useCallback, useMemo, useRef, useState } from 'react';
import type { Assessment } from '../../app/case/assessment.ts';
import { placementOf } from '../../atlas/placementOf.ts';
import type { RiskField } from '../../atlas/riskField/field.ts';
import { type RegionId, regionAt } from '../../atlas/template/regions.ts';
import { placeToPoint, template } from '../../atlas/template/template.ts';
import { useSettings } from '../settings/useSettings.ts';
import { useWords } from '../words/words.ts';
import { AtlasControls } from './AtlasControls.tsx';
import { AtlasFallback } from './AtlasFallback.tsx';
import { AtlasStage } from './AtlasStage.tsx';
import styles from './AtlasView.module.css';
import { sourceSentence } from './fieldSource.ts';
import { savePicture } from './picture.ts';
import { RegionTable } from './RegionTable.tsx';
import { riskText } from './reading.ts';
import { regionName } from './regionName.ts';
import { useAtlasScene } from './useAtlasScene.ts';
import { type SharedEye, useAtlasState } from './useAtlasState.ts';

export type AtlasViewProps = {
  /** The assessment shown; null shows the gland and its field alone. */
  readonly assessment: Pick<Assessment, 'views' | 'facts' | 'location'> | null;
  /** The whole window: adds labels, settings, table and picture export. Small (about 420 × 300) otherwise. */
  readonly enlarged?: boolean;
  readonly field: RiskField;
  /** The clinic's name of the case; put on a picture only where the person asks for it. */
  readonly caseLabel?: string;
  /** A simulated case says so on every picture of it. */
  readonly simulated?: boolean;
  /** Turns together with other views. */
  readonly shared?: SharedEye;
};

/** Where the nodule sits: the template gland with its risk field and this nodule. Fills its parent. */
export function AtlasView(props: AtlasViewProps) {
  const { assessment, field, enlarged = false, caseLabel = '', simulated = false } = props;
  const { t, language } = useWords();
  const { nearCapsuleMm } = useSettings().settings;
  const placement = useMemo(() => (assessment ? placementOf(assessment) : null), [assessment]);
  // a risk read from another field is not marked on this one's scale
  const readFrom = assessment?.location.field?.id ?? 'builtIn';
  const otherField = assessment?.location.atlasRisk != null && readFrom !== field.id;
  const risk = otherField ? null : (assessment?.location.atlasRisk ?? null);
  const view = useAtlasState({
    placement,
    sex: assessment?.facts.sex ?? null,
    shellMm: nearCapsuleMm,
    shared: props.shared,
  });
  const { settings, change, state } = view;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { scene, drawing, canvasKey, again } = useAtlasScene(canvas, state, field);
  const [marked, setMarked] = useState<RegionId | null>(null);
  const mark = useCallback((id: RegionId | null) => setMarked((old) => (old === id ? null : id)), []);
  const [named, setNamed] = useState(false);

  const table = (
    <RegionTable
      field={field}
      placement={placement}
      atlasRisk={risk}
      marked={marked}
      onMark={enlarged && drawing === 'drawn' ? mark : null}
    />
  );
  if (drawing === 'noWebgl' || drawing === 'lost') {
    return (
      <AtlasFallback why={drawing} placement={placement} field={field} onAgain={again}>
        {table}
      </AtlasFallback>
    );
  }
  const placeText = placement
    ? regionName(t, regionAt(template(), placeToPoint(placement.place)))
    : assessment
      ? t(missingKey(assessment))
      : '';
  const save = () => {
    if (!scene.current) return;
    const simulatedCase = simulated ? t('result.simulatedCase') : '';
    void savePicture(scene.current, {
      state,
      field,
      risk,
      labelled: settings.labels,
      heading: [named ? caseLabel : '', simulatedCase].filter(Boolean).join(' · '),
      lines: [
        placeText,
        risk
          ? t('atlas.readingOf', {
              name: t('result.row.placeRisk'),
              risk: riskText(risk.value, risk.interval),
            })
          : '',
        otherField ? t('atlas.otherField') : '',
      ],
      source: sourceSentence(t, language, field),
      t,
    });
  };
  return (
    <div className={styles.root} data-enlarged={enlarged} data-print={settings.print}>
      <AtlasStage
        canvas={canvas}
        canvasKey={canvasKey}
        scene={scene}
        drawing={drawing}
        state={state}
        field={field}
        risk={risk}
        placeText={placeText}
        notice={otherField ? t('atlas.otherField') : null}
        labelled={enlarged && settings.labels}
        marked={marked}
        onMark={setMarked}
        onEye={view.onEye}
      />
      {enlarged ? (
        <aside className={styles.side}>
          <AtlasControls
            settings={settings}
            size={view.size}
            shellMm={nearCapsuleMm}
            onChange={change}
            picture={{ named, onNamed: caseLabel ? setNamed : null, onSave: save }}
          />
          {table}
        </aside>
      ) : (
        <div className={styles.hidden}>{table}</div>
      )}
    </div>
  );
}

/** Why an assessed nodule has no place. */
function missingKey(assessment: Pick<Assessment, 'views'>): 'atlas.notPlaced' | 'atlas.noNodule' {
  return assessment.views.some((v) => v.gland && v.nodule) ? 'atlas.notPlaced' : 'atlas.noNodule';
}
