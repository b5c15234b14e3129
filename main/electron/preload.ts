import { contextBridge, ipcRenderer } from 'electron';

/**
 * All that the sandboxed page gets from Electron: the contract's two functions. Names and inputs are checked by the
 * backend, the sender by the main process.
 */
contextBridge.exposeInMainWorld('thyromap', {
  send: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('thyromap:send', name, input),
  listen: (name: string, heard: (payload: unknown) => void): (() => void) => {
    const listener = (_event: unknown, eventName: string, payload: unknown): void => {
      if (eventName === name) heard(payload);
    };
    ipcRenderer.on('thyromap:event', listener);
    return () => {
      ipcRenderer.off('thyromap:event', listener);
    };
  },
});
