import { EventEmitter } from 'node:events';

/**
 * Stands in for the `electron` module where its program file is absent, and writes down what the shell asks of it:
 * window options, handlers, permissions. The shell's own code runs unchanged on it.
 */

type Handler = (...args: never[]) => unknown;

export const recorded = {
  windows: [] as Record<string, unknown>[],
  handlers: new Map<string, Handler>(),
  privileged: [] as Record<string, unknown>[],
  protocols: new Map<string, (request: Request) => Promise<Response>>(),
  permissions: {} as Record<string, Handler>,
  webRequest: null as Handler | null,
  loaded: [] as string[],
  sandboxed: false,
  /** `userData` as set before anything else. */
  paths: {} as Record<string, string>,
  forked: [] as { file: string; options: Record<string, unknown> }[],
  opened: [] as string[],
  exposed: {} as Record<string, Record<string, Handler>>,
  invoked: [] as unknown[][],
  mainFrame: { url: 'thyromap://app/' },
};

class Contents extends EventEmitter {
  mainFrame = recorded.mainFrame;
  windowOpenHandler: Handler | null = null;
  setWindowOpenHandler(handler: Handler): void {
    this.windowOpenHandler = handler;
  }
  send(): void {}
}

class App extends EventEmitter {
  isPackaged = true;
  enableSandbox(): void {
    recorded.sandboxed = true;
  }
  setPath(name: string, path: string): void {
    recorded.paths[name] = path;
  }
  requestSingleInstanceLock(): boolean {
    return true;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  getLocale(): string {
    return 'en';
  }
  quit(): void {}
}

export const app = new App();

export class BrowserWindow extends EventEmitter {
  webContents = new Contents();
  constructor(options: Record<string, unknown>) {
    super();
    recorded.windows.push(options);
    app.emit('web-contents-created', {}, this.webContents);
    windows.push(this);
  }
  isDestroyed(): boolean {
    return false;
  }
  isMinimized(): boolean {
    return false;
  }
  show(): void {}
  async loadURL(url: string): Promise<void> {
    recorded.loaded.push(url);
  }
}
export const windows: BrowserWindow[] = [];

export const ipcMain = {
  handle: (name: string, handler: Handler) => recorded.handlers.set(name, handler),
  on: (name: string, handler: Handler) => recorded.handlers.set(name, handler),
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: Handler) => {
      recorded.permissions.request = handler;
    },
    setPermissionCheckHandler: (handler: Handler) => {
      recorded.permissions.check = handler;
    },
    setDevicePermissionHandler: (handler: Handler) => {
      recorded.permissions.device = handler;
    },
    setDisplayMediaRequestHandler: (handler: Handler) => {
      recorded.permissions.display = handler;
    },
    on: () => {},
    webRequest: {
      onBeforeRequest: (handler: Handler) => {
        recorded.webRequest = handler;
      },
    },
  },
};

export const protocol = {
  registerSchemesAsPrivileged: (schemes: Record<string, unknown>[]) => recorded.privileged.push(...schemes),
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
    recorded.protocols.set(scheme, handler),
};

export const utilityProcess = {
  fork: (file: string, _args: string[], options: Record<string, unknown>) => {
    recorded.forked.push({ file, options });
    return Object.assign(new EventEmitter(), { pid: 1, postMessage: () => {}, kill: () => true });
  },
};

export const shell = {
  openExternal: async (url: string) => {
    recorded.opened.push(url);
  },
};

export const contextBridge = {
  exposeInMainWorld: (name: string, api: Record<string, Handler>) => {
    recorded.exposed[name] = api;
  },
};

export const ipcRenderer = Object.assign(new EventEmitter(), {
  invoke: async (...args: unknown[]) => {
    recorded.invoked.push(args);
  },
});

export const Menu = { buildFromTemplate: () => ({}), setApplicationMenu: () => {} };
export const dialog = {
  /** What the person answers. */
  answer: 0,
  asked: [] as { message: string; buttons: string[] }[],
  showMessageBoxSync(_window: unknown, question: { message: string; buttons: string[] }): number {
    dialog.asked.push(question);
    return dialog.answer;
  },
};
export const MessageChannelMain = class {
  port1 = {};
  port2 = {};
};
export const safeStorage = {
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => 'unknown',
  encryptString: () => Buffer.alloc(0),
  decryptString: () => '',
};
