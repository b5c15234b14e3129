import { IconPhotoPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { currentRoute, openSheet, showNewCase } from '../app/route.ts';
import { toast } from '../app/toasts.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { useLink } from '../link/link.ts';
import { useRefusal } from '../unlock/access.ts';
import { useWords } from '../words/words.ts';
import classes from './DropAnywhere.module.css';
import { addPictures } from './draftStore.ts';
import { droppedFiles, isCaseTable } from './dropped.ts';
import { folderFiles } from './folderFiles.ts';

/** Parts of the screen that take dropped files themselves say so (`data-own-drop`). */
const isTakenElsewhere = (event: DragEvent): boolean =>
  event.target instanceof Element && event.target.closest('[data-own-drop]') !== null;

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Files dropped or pasted anywhere start a new case, or a folder import when a CSV is among them. Where nothing may be
 * brought in they are caught all the same, since the browser would otherwise leave the page to show them.
 */
export function DropAnywhere() {
  const { t } = useWords();
  const link = useLink();
  const failed = useFailureToast();
  const refusal = useRefusal('case.create');
  const [over, setOver] = useState(false);
  useEffect(() => {
    const takePictures = async (files: File[]) => {
      if (files.length === 0 || !(currentRoute().newCase || (await showNewCase()))) return;
      await addPictures(link, files);
    };
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(refusal === null && !isTakenElsewhere(event));
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      setOver(false);
      if (isTakenElsewhere(event)) return;
      if (refusal) {
        toast({ text: t(refusal) });
        return;
      }
      droppedFiles(event.dataTransfer)
        .then((files) => {
          if (currentRoute().sheet === 'importFolder' || isCaseTable(files)) {
            folderFiles.set(files);
            openSheet('importFolder');
            return;
          }
          return takePictures(files.map(({ file }) => file));
        })
        .catch(failed);
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (refusal || files.length === 0 || currentRoute().sheet !== null) return;
      event.preventDefault();
      void takePictures(files);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [link, failed, refusal, t]);
  if (!over) return null;
  return (
    <div className={classes.over}>
      <div className={classes.words}>
        <IconPhotoPlus size={48} stroke={1.2} aria-hidden />
        <strong>{t('newCase.dropHere')}</strong>
      </div>
    </div>
  );
}
