import type { Link } from '../../app/contract/channels.ts';
import { showNewCase } from '../app/route.ts';
import { addPictures } from './draftStore.ts';

/** Extensions only narrow the system's chooser; what a file is, its content says. DICOM often has none at all. */
export const PICTURE_ACCEPT = '.dcm,.dicom,.ima,.png,.jpg,.jpeg,.bmp,.tif,.tiff,application/dicom,image/*';

/** Opens the system's chooser; what is chosen goes into the new case. */
export function choosePictures(link: Link): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = PICTURE_ACCEPT;
  input.onchange = () => {
    const files = [...(input.files ?? [])];
    if (files.length === 0) return;
    void showNewCase().then((shown) => {
      if (shown) return addPictures(link, files);
    });
  };
  input.click();
}
