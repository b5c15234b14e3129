import { Button } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { useWords } from '../words/words.ts';
import { PICTURE_ACCEPT } from './choosePictures.ts';
import classes from './DropZone.module.css';

/** Choose or paste here; dropping works anywhere in the window (`DropAnywhere`). */
export function DropZone({ small, onFiles }: { small: boolean; onFiles: (files: File[]) => void }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const anything = useRef<HTMLInputElement>(null);
  const take = (field: HTMLInputElement) => {
    const files = [...(field.files ?? [])];
    // The same file can be chosen again after it was removed.
    field.value = '';
    if (files.length > 0) onFiles(files);
  };
  return (
    <div className={classes.zone} data-small={small}>
      <IconPhotoPlus size={small ? 24 : 40} stroke={1.3} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <strong>{t(small ? 'newCase.dropMore' : 'newCase.drop')}</strong>
        {!small && <span>{t('newCase.dropKinds')}</span>}
      </div>
      <Button variant="default" size="compact-md" onClick={() => input.current?.click()}>
        {t('newCase.choose')}
      </Button>
      {!small && (
        <Button variant="subtle" color="gray" size="compact-md" onClick={() => anything.current?.click()}>
          {t('newCase.chooseAny')}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={PICTURE_ACCEPT}
        data-testid="choose-pictures"
        onChange={(event) => take(event.currentTarget)}
      />
      <input ref={anything} type="file" multiple hidden onChange={(event) => take(event.currentTarget)} />
    </div>
  );
}
