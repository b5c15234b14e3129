import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds what people see into `out/renderer`; both shells serve that folder. Paths are relative: Electron loads files. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows no data: scripts, and small files are cheap on loopback.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
