import { app, type BrowserWindow, dialog } from 'electron';
import type { WordKey } from '../../app/words/en.ts';
import { type Language, say } from '../../app/words/say.ts';

/**
 * Asks before a window is closed in the middle of a backup, and for a page that holds it open:
 * a page with unsaved outlines does so (`beforeunload`). Browsers ask the person then; Electron would
 * only refuse to close, without a word, so the question is asked here.
 */
export function askBeforeClosing(window: BrowserWindow, backupRuns: () => boolean): void {
  window.on('close', (event) => {
    if (!backupRuns()) return;
    if (ask(window, ['backup.closing', 'backup.closing.stay', 'backup.closing.close']) === 0)
      event.preventDefault();
  });
  window.webContents.on('will-prevent-unload', (event) => {
    // Here "prevent default" means: do not hold the window open.
    if (ask(window, ['result.edit.leaveText', 'result.edit.stay', 'result.edit.discard']) === 1)
      event.preventDefault();
  });
}

/** 0: stay; 1: leave. */
function ask(window: BrowserWindow, [message, stay, leave]: [WordKey, WordKey, WordKey]): number {
  const language: Language = app.getLocale().startsWith('zh') ? 'zh' : 'en';
  return dialog.showMessageBoxSync(window, {
    type: 'question',
    message: say(language, message),
    buttons: [say(language, stay), say(language, leave)],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
}
