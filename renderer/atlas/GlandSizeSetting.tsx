import { NumberInput, SegmentedControl } from '@mantine/core';
import { useWords } from '../words/words.ts';
import styles from './AtlasControls.module.css';
import { type GlandSize, LOBE_HEIGHT_MM, lobeHeightMm, scaleOf, volumeMl } from './glandSize.ts';

type Props = { size: GlandSize; onSize: (size: GlandSize) => void };

/** The shown gland's size: an adult's mean, a woman's, a man's, or by a lobe's measured height. */
export function GlandSizeSetting({ size, onSize }: Props) {
  const { t } = useWords();
  const scale = scaleOf(size);
  const height = Math.round(lobeHeightMm(scale));
  return (
    <div>
      <div className={styles.settingLabel}>{t('atlas.gland')}</div>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('atlas.gland')}
        value={typeof size === 'number' ? 'own' : size}
        data={(['adult', 'F', 'M', 'own'] as const).map((value) => ({
          value,
          label: t(`atlas.gland.${value}`),
        }))}
        onChange={(value) => onSize(value === 'own' ? height : (value as 'adult' | 'F' | 'M'))}
      />
      {typeof size === 'number' && (
        <NumberInput
          mt="xs"
          size="xs"
          label={t('atlas.lobeHeight')}
          min={LOBE_HEIGHT_MM.min}
          max={LOBE_HEIGHT_MM.max}
          clampBehavior="blur"
          allowDecimal={false}
          value={size}
          onChange={(value) => typeof value === 'number' && onSize(value)}
        />
      )}
      <p className={styles.sizeNote}>
        {t('atlas.glandSize', { height, volume: volumeMl(scale).toFixed(1) })}
      </p>
    </div>
  );
}
