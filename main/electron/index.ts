import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, safeStorage } from 'electron';
import type { EventPayload } from '../../app/contract/channels.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { createBackendClient } from '../shell/backendClient.ts';
import { dataFolder, packsFolder, productFolder } from '../shell/folders.ts';
import { nestsTooDeep } from '../shell/protocol.ts';
import { createProcesses } from './backendProcess.ts';
import { answerKeychain } from './keychain.ts';
import { lockDown } from './lockdown.ts';
import { menuTemplate } from './menu.ts';
import { declareRendererScheme, RENDERER_ORIGIN, serveRenderer } from './rendererProtocol.ts';
import { askBeforeClosing } from './unsavedDialog.ts';

/** The Electron shell: one window, one backend. Knows no medicine. */

declareRendererScheme();
app.enableSandbox();
const data = dataFolder();
// Chromium's own files lie beside the store, so that two data folders are two independent copies.
app.setPath('userData', join(data, 'electron'));

if (!app.requestSingleInstanceLock()) app.quit();
else app.whenReady().then(open);

async function open(): Promise<void> {
  lockDown(RENDERER_ORIGIN);
  serveRenderer(join(productFolder(), 'out', 'renderer'));
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)));

  const processes = createProcesses({
    host: 'electron',
    hostReason: null,
    version: packageJson.version,
    dataFolder: data,
    packsFolder: packsFolder(process.env, app.isPackaged ? process.resourcesPath : null),
  });
  const backend = createBackendClient({
    start: processes.startBackend,
    onOther: (message, port) => {
      if (message.kind === 'keychain') port.send(answerKeychain(safeStorage, process.platform, message));
      else processes.onOther(message);
    },
  });
  let backupRuns = false;
  const window = createWindow(() => backupRuns);

  ipcMain.handle('thyromap:send', async (event, name: unknown, input: unknown) => {
    const frame = event.senderFrame;
    const ours = frame === window.webContents.mainFrame && frame.url.startsWith(`${RENDERER_ORIGIN}/`);
    if (!ours) throw new Error('unknown sender');
    if (nestsTooDeep(input)) throw new Error('too deep an input');
    return await backend.request(String(name).slice(0, 80), input);
  });
  backend.onEvent((name, payload) => {
    if (name === 'backup.changed') backupRuns = (payload as EventPayload<'backup.changed'>).running !== null;
    if (!window.isDestroyed()) window.webContents.send('thyromap:event', name, payload);
  });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());

  // After the windows are closed, so that a person who stays (unsaved outlines) still has a backend.
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    backend.close().finally(() => {
      closed = true;
      processes.killInference();
      app.quit();
    });
  });
  process.on('SIGINT', () => app.quit());
  process.on('SIGTERM', () => app.quit());

  await window.loadURL(`${RENDERER_ORIGIN}/`);
}

function createWindow(backupRuns: () => boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 720,
    minHeight: 480,
    show: false,
    backgroundColor: '#101214',
    webPreferences: {
      preload: join(productFolder(), 'out', 'preload', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  askBeforeClosing(window, backupRuns);
  return window;
}
