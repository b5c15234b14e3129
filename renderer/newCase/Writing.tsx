import { SegmentedControl } from '@mantine/core';
import type { StagedImage } from '../../app/contract/channels.ts';
import { useWords } from '../words/words.ts';
import type { DraftPicture } from './draft.ts';
import { changePicture } from './draftStore.ts';
import classes from './PictureCard.module.css';

/** Room around a line of writing, frame pixels: as much as is painted over, and so that the outline hides no letter. */
const MARGIN_PX = 4;

/** Outlines the writing that was found, on the picture; painted over unless it is kept. */
export function WritingMarks({ staged, kept }: { staged: StagedImage; kept: boolean }) {
  if (staged.burnedInText.length === 0) return null;
  return (
    <svg
      className={classes.marks}
      data-kept={kept}
      viewBox={`0 0 ${staged.width} ${staged.height}`}
      aria-hidden="true"
    >
      {staged.burnedInText.map(({ x, y, width, height }) => (
        <rect
          key={`${x} ${y}`}
          x={x - MARGIN_PX}
          y={y - MARGIN_PX}
          width={width + 2 * MARGIN_PX}
          height={height + 2 * MARGIN_PX}
        />
      ))}
    </svg>
  );
}

/** Whether the writing is painted over, as it is unless the person wants it, or kept. */
export function WritingChoice({ picture, staged }: { picture: DraftPicture; staged: StagedImage }) {
  const { t } = useWords();
  const n = staged.burnedInText.length;
  if (n === 0) return null;
  return (
    <div className={classes.writing}>
      <p className={classes.facts}>{t('newCase.writing', { n })}</p>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('newCase.writing', { n })}
        value={picture.keepWriting ? 'keep' : 'blank'}
        onChange={(value) => changePicture(picture.key, { keepWriting: value === 'keep' })}
        data={[
          { value: 'blank', label: t('newCase.writing.blank') },
          { value: 'keep', label: t('newCase.writing.keep') },
        ]}
      />
      <p className={classes.facts}>
        {t(picture.keepWriting ? 'newCase.writing.keepNote' : 'newCase.writing.blankNote')}
      </p>
    </div>
  );
}
