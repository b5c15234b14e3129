import { app, type BrowserWindow, dialog } from 'electron';
import { type Language, say } from '../../app/words/say.ts';

/**
 * A page with unsaved outlines holds its window open (`beforeunload`). Browsers ask the person then; Electron would
 * only refuse to close, without a word, so the question is asked here.
 */
export function askBeforeClosing(window: BrowserWindow): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const language: Language = app.getLocale().startsWith('zh') ? 'zh' : 'en';
    const answer = dialog.showMessageBoxSync(window, {
      type: 'question',
      message: say(language, 'result.edit.leaveText'),
      buttons: [say(language, 'result.edit.stay'), say(language, 'result.edit.discard')],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    // Here "prevent default" means: do not hold the window open.
    if (answer === 1) event.preventDefault();
  });
}
