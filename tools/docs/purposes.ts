/** Where a package ends up: in the processes, in the page, as the shell, or only on a developer's machine. */
export type Place = 'process' | 'page' | 'shell' | 'development';

type Purpose = { readonly place: Place; readonly use: string };

/** What each package of package.json is used for. */
export const PURPOSES: Readonly<Record<string, Purpose>> = {
  '@cornerstonejs/codec-charls': { place: 'process', use: 'JPEG-LS frames of DICOM files' },
  '@cornerstonejs/codec-openjpeg': { place: 'process', use: 'JPEG 2000 frames of DICOM files' },
  '@huggingface/tokenizers': { place: 'process', use: 'WordPiece tokens of the report' },
  'better-sqlite3': { place: 'process', use: 'encrypted case store' },
  'cli-progress': { place: 'process', use: 'progress bar in the terminal' },
  commander: { place: 'process', use: 'arguments of the terminal program' },
  'csv-parse': { place: 'process', use: 'case tables' },
  dcmjs: { place: 'process', use: 'DICOM headers' },
  'jpeg-lossless-decoder-js': { place: 'process', use: 'lossless JPEG frames of DICOM files' },
  'onnxruntime-node': { place: 'process', use: 'runs the networks' },
  sharp: { place: 'process', use: 'PNG, JPEG and TIFF pictures' },
  ws: { place: 'process', use: 'link between browser and backend on this machine' },
  yauzl: { place: 'process', use: 'model packs as zip files' },
  zod: { place: 'process', use: 'checks what comes from outside' },
  '@mantine/core': { place: 'page', use: 'interface' },
  '@mantine/hooks': { place: 'page', use: 'interface' },
  '@tabler/icons-react': { place: 'page', use: 'icons' },
  '@tanstack/react-virtual': { place: 'page', use: 'long work lists' },
  '@fontsource-variable/inter': { place: 'page', use: 'Latin letters' },
  '@fontsource-variable/noto-sans-sc': { place: 'page', use: 'Chinese characters' },
  'd3-sankey': { place: 'page', use: 'layout of the feature diagram' },
  react: { place: 'page', use: 'interface' },
  'react-dom': { place: 'page', use: 'interface' },
  'react-markdown': { place: 'page', use: 'model cards' },
  'remark-gfm': { place: 'page', use: 'tables in model cards' },
  three: { place: 'page', use: '3D gland' },
  electron: { place: 'shell', use: 'window, keychain' },
  '@biomejs/biome': { place: 'development', use: 'format and rules' },
  '@electron/fuses': { place: 'development', use: 'test of the packaged fuses' },
  '@playwright/test': { place: 'development', use: 'end-to-end tests' },
  '@types/better-sqlite3': { place: 'development', use: 'types' },
  '@types/cli-progress': { place: 'development', use: 'types' },
  '@types/d3-sankey': { place: 'development', use: 'types' },
  '@types/node': { place: 'development', use: 'types' },
  '@types/react': { place: 'development', use: 'types' },
  '@types/react-dom': { place: 'development', use: 'types' },
  '@types/three': { place: 'development', use: 'types' },
  '@types/ws': { place: 'development', use: 'types' },
  '@types/yauzl': { place: 'development', use: 'types' },
  '@vitejs/plugin-react': { place: 'development', use: 'build' },
  'electron-builder': { place: 'development', use: 'installers' },
  'electron-vite': { place: 'development', use: 'build' },
  esbuild: { place: 'development', use: 'build of benchmark pages' },
  'fast-check': { place: 'development', use: 'property tests' },
  fflate: { place: 'development', use: 'zip files in tests and tools' },
  playwright: { place: 'development', use: 'end-to-end tests, screenshots' },
  tsx: { place: 'development', use: 'runs TypeScript in older Node' },
  typescript: { place: 'development', use: 'type check' },
  vite: { place: 'development', use: 'build' },
  vitest: { place: 'development', use: 'tests' },
};

/** Software inside these packages that the lockfile does not name. */
export const CONTAINED: readonly { readonly package: string; readonly holds: string }[] = [
  {
    package: 'better-sqlite3',
    holds: 'SQLite (public domain) and SQLite3 Multiple Ciphers (MIT), compiled in',
  },
  {
    package: 'onnxruntime-node',
    holds: 'ONNX Runtime with what its ThirdPartyNotices.txt lists (MIT, BSD, Apache-2.0)',
  },
  {
    package: '@img/sharp-libvips-*',
    holds:
      'libvips and the libraries listed in its README (LGPL-3.0-or-later as a whole), loaded as a shared library that can be replaced',
  },
  {
    package: 'electron',
    holds: 'Chromium and Node.js, licences in LICENSES.chromium.html beside the binary',
  },
  { package: '@cornerstonejs/codec-charls', holds: 'CharLS (BSD-3-Clause) as WebAssembly' },
  { package: '@cornerstonejs/codec-openjpeg', holds: 'OpenJPEG (BSD-2-Clause) as WebAssembly' },
];

/** Problems of these packages that were met here, and what is done about each. */
export const MET_HERE: readonly {
  readonly package: string;
  readonly problem: string;
  readonly control: string;
}[] = [
  {
    package: '@cornerstonejs/codec-charls',
    problem: 'JPEG-LS data that is cut off can keep the decoder in a loop for ever',
    control: 'frames are unpacked in a thread that is ended after 10 s: `main/codecs/unpack.test.ts`',
  },
  {
    package: 'onnxruntime-node',
    problem: 'a run blocks its event loop, may abort the process and may ask for any amount of memory',
    control:
      'a process of its own with a memory limit; its end costs one retry: `main/inference/client.test.ts`, `main/inference/ownMemory.test.ts`',
  },
  {
    package: 'onnxruntime-node',
    problem: 'reads weights from any path that a model names',
    control: 'models with weights outside their file are refused: `main/inference/externalData.test.ts`',
  },
  {
    package: 'better-sqlite3',
    problem: '13.x crashes under Node 20, 12.x aborts from Node 24.19 on',
    control: 'exact version; an own Node where the machine’s is older: `tools/setup/node.mjs`',
  },
  {
    package: 'electron',
    problem: 'safeStorage falls back to a key that is the same on every computer (`basic_text`)',
    control: 'refused with the reason: `main/electron/keychain.test.ts`',
  },
];
