import { Button, Checkbox, SegmentedControl, Slider, Switch } from '@mantine/core';
import { useWords } from '../words/words.ts';
import styles from './AtlasControls.module.css';
import { CUTS, type CutName } from './cutPlane.names.ts';
import { GlandSizeSetting } from './GlandSizeSetting.tsx';
import type { GlandSize } from './glandSize.ts';
import type { AtlasSettings } from './useAtlasState.ts';

type Props = {
  settings: AtlasSettings;
  /** The shown gland's size: the person's choice, else the case's sex. */
  size: GlandSize;
  shellMm: number;
  onChange: (part: Partial<AtlasSettings>) => void;
  picture: {
    named: boolean;
    /** Null where there is no case to name. */
    onNamed: ((named: boolean) => void) | null;
    onSave: () => void;
  };
};

/** What the enlarged view adds: opacity, cut plane, what is shown, the gland's size, print colours, picture. */
export function AtlasControls({ settings, size, shellMm, onChange, picture }: Props) {
  const { t } = useWords();
  const cutNames = Object.keys(CUTS) as CutName[];
  const { cut } = settings;
  const shown = [
    ['labels', t('atlas.labels')],
    ['shell', t('atlas.shell', { mm: shellMm })],
    ['neighbours', t('atlas.neighbours')],
    ['pyramidal', t('atlas.pyramidal')],
    ['print', t('atlas.print')],
  ] as const;
  return (
    <div className={styles.controls}>
      <Setting label={t('atlas.opacity')}>
        <Slider
          aria-label={t('atlas.opacity')}
          thumbLabel={t('atlas.opacity')}
          min={10}
          max={100}
          step={5}
          value={Math.round(settings.opacity * 100)}
          label={(v) => `${v}%`}
          onChange={(v) => onChange({ opacity: v / 100 })}
        />
      </Setting>
      <Setting label={t('atlas.cut')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('atlas.cut')}
          value={cut?.name ?? 'none'}
          data={[
            { value: 'none', label: t('atlas.cutNone') },
            ...cutNames.map((name) => ({ value: name, label: t(`atlas.cut.${name}`) })),
          ]}
          onChange={(value) =>
            onChange({
              cut: value === 'none' ? null : { name: value as CutName, share: cut?.share ?? 0.5 },
            })
          }
        />
        {cut && (
          <Slider
            mt="xs"
            aria-label={t('atlas.cutPosition')}
            thumbLabel={t('atlas.cutPosition')}
            min={0}
            max={100}
            value={Math.round(cut.share * 100)}
            label={null}
            onChange={(v) => onChange({ cut: { name: cut.name, share: v / 100 } })}
          />
        )}
      </Setting>
      <div className={styles.switches}>
        {shown.map(([name, label]) => (
          <Switch
            key={name}
            size="sm"
            label={label}
            checked={settings[name]}
            onChange={(event) => onChange({ [name]: event.currentTarget.checked })}
          />
        ))}
      </div>
      <GlandSizeSetting size={size} onSize={(next) => onChange({ size: next })} />
      <div className={styles.pictureRow}>
        <Button size="xs" variant="default" onClick={picture.onSave}>
          {t('atlas.savePicture')}
        </Button>
        {picture.onNamed && (
          <Checkbox
            size="xs"
            label={t('atlas.nameOnPicture')}
            checked={picture.named}
            onChange={(event) => picture.onNamed?.(event.currentTarget.checked)}
          />
        )}
      </div>
    </div>
  );
}

export function Setting({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <div className={styles.settingLabel}>{label}</div>
      {children}
    </div>
  );
}
