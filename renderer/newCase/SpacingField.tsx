import { TextInput } from '@mantine/core';
import { SPACING_MM_PER_PX } from '../../app/case/patientCase.ts';
import type { StagedImage } from '../../app/contract/channels.ts';
import { useWords } from '../words/words.ts';
import { type DraftPicture, readNumber, spacingFits } from './draft.ts';
import { changePicture } from './draftStore.ts';
import classes from './SpacingField.module.css';

/** The scale: from the file where it says so, else typed, else set later with two clicks on the picture. */
export function SpacingField({ picture, staged }: { picture: DraftPicture; staged: StagedImage }) {
  const { t } = useWords();
  const typed = readNumber(picture.typedSpacing);
  const known = staged.spacingMmPerPx;
  const inUse = typed ?? known;
  const fits = spacingFits(picture);
  return (
    <div>
      <TextInput
        size="xs"
        inputMode="decimal"
        label={t('newCase.spacing')}
        placeholder={known === null ? t('newCase.spacingUnknown') : String(Number(known.toFixed(5)))}
        value={picture.typedSpacing}
        error={fits ? undefined : t('newCase.spacingRange', { ...SPACING_MM_PER_PX })}
        onChange={(event) => changePicture(picture.key, { typedSpacing: event.currentTarget.value })}
      />
      {fits && (
        <p className={classes.note} data-missing={inUse === null}>
          {inUse === null
            ? t('newCase.spacingLater')
            : t(
                typed === null && staged.spacingSource
                  ? `spacingSource.${staged.spacingSource}`
                  : 'spacingSource.entered',
                {
                  width: (inUse * staged.width).toFixed(0),
                  height: (inUse * staged.height).toFixed(0),
                },
              )}
        </p>
      )}
    </div>
  );
}
