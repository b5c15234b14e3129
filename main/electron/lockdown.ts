import { app, session } from 'electron';

/** Denies a page everything that ThyroMap does not need: navigation, windows, webviews, permissions, the network. */
export function lockDown(origin: string): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (!url.startsWith(`${origin}/`)) event.preventDefault();
    });
    // A frame inside the page has no business here at all; the policy of the page forbids it too.
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  const pages = session.defaultSession;
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.webRequest.onBeforeRequest((request, answer) => {
    const url = request.url;
    const allowed =
      url.startsWith(`${origin}/`) ||
      url.startsWith('blob:') ||
      url.startsWith('data:') ||
      url.startsWith('devtools:');
    answer({ cancel: !allowed });
  });
}
