import { Button, SegmentedControl, Slider, Switch } from '@mantine/core';
import { useWords } from '../words/words.ts';
import styles from './AtlasView.module.css';
import { CUTS, type CutName } from './cutPlane.names.ts';
import type { SceneState } from './sceneState.ts';

type Props = {
  state: SceneState;
  onChange: (part: Partial<SceneState>) => void;
  onSave: () => void;
};

/** What the enlarged view adds: opacity, cut plane, neighbours, print colours, picture. */
export function AtlasControls({ state, onChange, onSave }: Props) {
  const { t } = useWords();
  const cutNames = Object.keys(CUTS) as CutName[];
  return (
    <div className={styles.controls}>
      <Setting label={t('atlas.opacity')}>
        <Slider
          aria-label={t('atlas.opacity')}
          thumbLabel={t('atlas.opacity')}
          min={10}
          max={100}
          step={5}
          value={Math.round(state.opacity * 100)}
          label={(v) => `${v}%`}
          onChange={(v) => onChange({ opacity: v / 100 })}
        />
      </Setting>
      <Setting label={t('atlas.cut')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('atlas.cut')}
          value={state.cut?.name ?? 'none'}
          data={[
            { value: 'none', label: t('atlas.cutNone') },
            ...cutNames.map((name) => ({ value: name, label: t(`atlas.cut.${name}`) })),
          ]}
          onChange={(value) =>
            onChange({
              cut: value === 'none' ? null : { name: value as CutName, share: state.cut?.share ?? 0.5 },
            })
          }
        />
        {state.cut && (
          <Slider
            mt="xs"
            aria-label={t('atlas.cutPosition')}
            thumbLabel={t('atlas.cutPosition')}
            min={0}
            max={100}
            value={Math.round(state.cut.share * 100)}
            label={null}
            onChange={(v) => onChange({ cut: { name: state.cut!.name, share: v / 100 } })}
          />
        )}
      </Setting>
      <Switch
        size="sm"
        label={t('atlas.neighbours')}
        checked={state.neighbours}
        onChange={(event) => onChange({ neighbours: event.currentTarget.checked })}
      />
      <Switch
        size="sm"
        label={t('atlas.print')}
        checked={state.print}
        onChange={(event) => onChange({ print: event.currentTarget.checked })}
      />
      <Button size="xs" variant="default" onClick={onSave}>
        {t('atlas.savePicture')}
      </Button>
    </div>
  );
}

function Setting({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <div className={styles.settingLabel}>{label}</div>
      {children}
    </div>
  );
}
