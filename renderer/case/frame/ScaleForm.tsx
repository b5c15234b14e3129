import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../words/words.ts';
import { decimals, length } from '../format.ts';
import { type Measure, measureLength, scaleFrom } from './measure.ts';
import classes from './ScaleForm.module.css';

type Props = {
  measure: Measure | null;
  spacingMmPerPx: number | null;
  /** Setting the scale is what the person came for: asked for from the first click on. */
  settingScale: boolean;
  /** Only measuring, the scale stays as it is. */
  readOnly: boolean;
  onSetScale: (spacingMmPerPx: number) => void;
  onClose: () => void;
};

/** Below the frame while the ruler is out: the length drawn, and the known length that gives the scale. */
export function ScaleForm({ measure, spacingMmPerPx, settingScale, readOnly, onSetScale, onClose }: Props) {
  const { t } = useWords();
  const [mm, setMm] = useState<number | null>(settingScale ? 10 : null);
  const [open, setOpen] = useState(!readOnly && (settingScale || spacingMmPerPx === null));
  const px = measure ? measureLength(measure) : 0;
  const reading = scaleFrom(px, mm);
  const ready = measure?.done === true;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && reading.ok) onSetScale(reading.spacingMmPerPx);
      }}
    >
      <span className={classes.text}>
        {!ready
          ? t(open ? 'result.scale.twoClicks' : 'result.ruler.twoClicks')
          : t('result.ruler.length', { length: length(px, spacingMmPerPx) })}
      </span>
      {open ? (
        <>
          <NumberInput
            size="xs"
            className={classes.mm}
            aria-label={t('result.scale.known')}
            value={mm ?? ''}
            onChange={(value) => setMm(typeof value === 'number' ? value : null)}
            min={0}
            decimalScale={2}
            hideControls
            suffix=" mm"
            disabled={!ready}
          />
          <Button size="compact-sm" type="submit" disabled={!ready || !reading.ok}>
            {t('result.scale.set')}
          </Button>
          {ready && (
            <span className={classes.quiet}>
              {reading.ok
                ? t('result.scale.gives', { spacing: decimals(reading.spacingMmPerPx, 4) })
                : t(`result.scale.${reading.reason}`)}
            </span>
          )}
        </>
      ) : (
        !readOnly && (
          <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)} disabled={!ready}>
            {t('result.scale.fromThis')}
          </Button>
        )
      )}
      <Button size="compact-sm" variant="subtle" color="gray" className={classes.close} onClick={onClose}>
        {t('result.ruler.away')}
      </Button>
    </form>
  );
}
