import type { GlandDimensions } from '../../atlas/template/dimensions.ts';
import type { SurfaceMesh } from '../../atlas/template/surfaceNets.ts';

/** The shell that lies so deep under the capsule of a template of these dimensions, both in mm. */
export type ShellQuestion = { readonly dimensions: GlandDimensions; readonly depthMm: number };

/** What this needs of a Worker. */
export type ShellWorker = {
  postMessage(question: ShellQuestion): void;
  onmessage: ((event: { data: SurfaceMesh }) => void) | null;
  onerror: (() => void) | null;
  terminate(): void;
};

/**
 * Builds shells beside the page, one at a time: they take some tenths of a second, in which the view must go on
 * turning. A new question ends the work on the one before.
 */
export function shellBuilder(start: () => ShellWorker = startWorker) {
  let worker: ShellWorker | null = null;
  let busy = false;
  const cancel = () => {
    if (!busy) return;
    worker?.terminate();
    worker = null;
    busy = false;
  };
  return {
    /**
     * @param built gets the shell, unless it is cancelled before
     * @param failed is called where no worker can be had, or it broke
     */
    build(question: ShellQuestion, built: (shell: SurfaceMesh) => void, failed: () => void): void {
      cancel();
      try {
        worker ??= start();
      } catch {
        failed();
        return;
      }
      busy = true;
      worker.onmessage = ({ data }) => {
        busy = false;
        built(data);
      };
      worker.onerror = () => {
        cancel();
        failed();
      };
      worker.postMessage(question);
    },
    cancel,
    close(): void {
      cancel();
      worker?.terminate();
      worker = null;
    },
  };
}

function startWorker(): ShellWorker {
  return new Worker(new URL('./shell.worker.ts', import.meta.url), { type: 'module' }) as ShellWorker;
}
