import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import renderer from './renderer/vite.config.ts';

const here = (path: string) => resolve(import.meta.dirname, path);
const entries = {
  electron: here('main/electron/index.ts'),
  web: here('main/web/index.ts'),
  backend: here('main/backend/index.ts'),
  inference: here('main/inference/index.ts'),
  examples: here('main/examples/index.ts'),
  codecs: here('main/codecs/index.ts'),
  field: here('main/field/index.ts'),
  backup: here('main/backup/index.ts'),
  cli: here('main/cli/index.ts'),
};

/**
 * One build for both shells: `out/main` (Electron main, web host, backend, inference, CLI), `out/preload`, `out/renderer`.
 * Packages stay outside the bundles of `main`, so that native ones load from node_modules.
 */
export default defineConfig({
  main: {
    build: {
      outDir: here('out/main'),
      // zod read as one tree-shaken file starts each process about 0.1 s of processor time sooner.
      externalizeDeps: { exclude: ['zod'] },
      rollupOptions: {
        input: entries,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: here('out/preload'),
      // A sandboxed preload must be one CommonJS file without imports from node_modules.
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: here('main/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...renderer,
    root: here('renderer'),
    build: {
      ...renderer.build,
      outDir: here('out/renderer'),
      rollupOptions: { input: { index: here('renderer/index.html') } },
    },
  },
});
