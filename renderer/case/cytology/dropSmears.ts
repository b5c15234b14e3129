import type { DragEvent } from 'react';
import { PICTURE_ACCEPT } from '../../newCase/choosePictures.ts';

/** Marks a part of the screen that takes dropped files itself; see newCase/DropAnywhere.tsx. */
export const OWN_DROP = { 'data-own-drop': true } as const;

/** Handlers of an element that takes dropped smear pictures. */
export function dropHandlers(take: (files: File[]) => void, setOver: (over: boolean) => void) {
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      take([...event.dataTransfer.files]);
    },
  };
}

/** Opens the system's chooser for smear pictures. */
export function chooseSmears(take: (files: File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = PICTURE_ACCEPT;
  input.onchange = () => take([...(input.files ?? [])]);
  input.click();
}
