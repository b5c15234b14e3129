import { Slider } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useRef, useState } from 'react';
import type { StagedImage } from '../../app/contract/channels.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';
import { useWords } from '../words/words.ts';
import type { DraftPicture } from './draft.ts';
import { changePicture } from './draftStore.ts';
import classes from './FramePicker.module.css';

/** Which frame of a loop is meant. The picture follows the slider; late answers for earlier frames are dropped. */
export function FramePicker({ picture, staged }: { picture: DraftPicture; staged: StagedImage }) {
  const { t } = useWords();
  const link = useLink();
  const failed = useFailureToast();
  const [frame, setFrame] = useState(staged.frame);
  const wanted = useRef(staged.frame);
  const fetch = useDebouncedCallback(async (next: number) => {
    try {
      const shown = await ask(link, 'image.stageFrame', { stagedId: staged.stagedId, frame: next });
      if (wanted.current === next) changePicture(picture.key, { staged: shown });
    } catch (thrown) {
      setFrame(staged.frame);
      failed(thrown);
    }
  }, 60);
  return (
    <div className={classes.picker}>
      <span className={classes.number}>{t('newCase.frameOf', { n: frame + 1, of: staged.frames })}</span>
      <Slider
        className={classes.slider}
        size="sm"
        min={0}
        max={staged.frames - 1}
        value={frame}
        label={null}
        thumbProps={{ 'aria-label': t('newCase.frame') }}
        onChange={(next) => {
          setFrame(next);
          wanted.current = next;
          void fetch(next);
        }}
      />
    </div>
  );
}
