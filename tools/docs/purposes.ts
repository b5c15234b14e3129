/** Where a package ends up: in the processes, in the page, as the shell, or only on a developer's machine. */
export type Place = 'process' | 'page' | 'shell' | 'development';

type Purpose = { readonly place: Place; readonly use: string };

/** What each package of package.json is used for, by where it ends up. */
const USES: Readonly<Record<Place, Readonly<Record<string, string>>>> = {
  process: {
    '@cornerstonejs/codec-charls': 'JPEG-LS frames of DICOM files',
    '@cornerstonejs/codec-openjpeg': 'JPEG 2000 frames of DICOM files',
    '@huggingface/tokenizers': 'WordPiece tokens of the report',
    'better-sqlite3': 'encrypted case store',
    'cli-progress': 'progress bar in the terminal',
    commander: 'arguments of the terminal program',
    'csv-parse': 'case tables',
    dcmjs: 'DICOM headers',
    'jpeg-lossless-decoder-js': 'lossless JPEG frames of DICOM files',
    'onnxruntime-node': 'runs the networks',
    sharp: 'PNG, JPEG and TIFF pictures',
    ws: 'link between browser and backend on this machine',
    yauzl: 'model packs as zip files',
    zod: 'checks what comes from outside',
  },
  page: {
    '@mantine/core': 'interface',
    '@mantine/hooks': 'interface',
    '@tabler/icons-react': 'icons',
    '@tanstack/react-virtual': 'long work lists',
    '@fontsource-variable/inter': 'Latin letters',
    '@fontsource-variable/noto-sans-sc': 'Chinese characters',
    'd3-sankey': 'layout of the feature diagram',
    react: 'interface',
    'react-dom': 'interface',
    'react-markdown': 'model cards',
    'remark-gfm': 'tables in model cards',
    three: '3D gland',
  },
  shell: {
    electron: 'window, keychain',
  },
  development: {
    '@biomejs/biome': 'format and rules',
    '@electron/fuses': 'test of the packaged fuses',
    '@playwright/test': 'end-to-end tests',
    '@types/better-sqlite3': 'types',
    '@types/cli-progress': 'types',
    '@types/d3-sankey': 'types',
    '@types/node': 'types',
    '@types/react': 'types',
    '@types/react-dom': 'types',
    '@types/three': 'types',
    '@types/ws': 'types',
    '@types/yauzl': 'types',
    '@vitejs/plugin-react': 'build',
    'electron-builder': 'installers',
    'electron-vite': 'build',
    esbuild: 'build of benchmark pages',
    'fast-check': 'property tests',
    fflate: 'zip files in tests and tools',
    playwright: 'end-to-end tests, screenshots',
    tsx: 'runs TypeScript in older Node',
    typescript: 'type check',
    vite: 'build',
    vitest: 'tests',
  },
};

/** The same by package. */
export const PURPOSES: Readonly<Record<string, Purpose>> = Object.fromEntries(
  (Object.keys(USES) as Place[]).flatMap((place) =>
    Object.entries(USES[place]).map(([name, use]) => [name, { place, use }]),
  ),
);

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
