import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { dialog } from './testing/recordElectron.ts';
import { askBeforeClosing } from './unsavedDialog.ts';

vi.mock('electron', () => import('./testing/recordElectron.ts'));

const STAY = 0;
const LEAVE = 1;
beforeEach(() => {
  dialog.asked = [];
});

function closing(backupRuns: boolean, answer: number): { held: boolean; asked: string[] } {
  const window = Object.assign(new EventEmitter(), { webContents: new EventEmitter() });
  askBeforeClosing(window as unknown as BrowserWindow, () => backupRuns);
  dialog.answer = answer;
  let held = false;
  window.emit('close', {
    preventDefault: () => {
      held = true;
    },
  });
  return { held, asked: dialog.asked.map(({ message }) => message) };
}

test('a window is closed in the middle of a backup only by who was told of it', () => {
  expect(closing(false, STAY)).toEqual({ held: false, asked: [] });
  expect(closing(true, STAY)).toEqual({
    held: true,
    asked: [expect.stringContaining('A backup is being made')],
  });
  expect(closing(true, LEAVE).held).toBe(false);
});
