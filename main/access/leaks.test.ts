import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDicom } from '../imports/testing/makeDicom.ts';
import { type BackendClient, createBackendClient } from '../shell/backendClient.ts';
import { entryFile, entryOptions } from '../shell/entries.ts';
import { packsFolder } from '../shell/folders.ts';
import { keyMessage } from '../shell/keyMessage.ts';
import { createCase, openStore } from '../store/index.ts';
import { makeCase, temporaryFolder } from '../store/testing/fixtures.ts';
import { makeTestKeys, TEST_DATA_KEY, TEST_USER } from './testing/testStore.ts';

/** Nowhere else on this machine. */
const NAME = 'Ouyang Zhixiu Planted';
const FORMS: Record<string, Buffer> = {
  'UTF-8': Buffer.from(NAME),
  'UTF-16 LE': Buffer.from(NAME, 'utf16le'),
  'UTF-16 BE': Buffer.from(NAME, 'utf16le').swap16(),
  base64: Buffer.from(Buffer.from(`..${NAME}`).toString('base64').slice(4, -4)),
  DICOM: Buffer.from(NAME.replaceAll(' ', '^')),
};

let place: ReturnType<typeof temporaryFolder>;
let client: BackendClient | null = null;
let packs: string;
let log = '';
const children: ChildProcess[] = [];
beforeEach(() => {
  place = temporaryFolder();
  for (const name of ['data', 'temp', 'home', 'packs']) mkdirSync(join(place.path, name));
  // The main line only: second opinions see the same case and take longer.
  packs = join(place.path, 'packs');
  const mainLine = readdirSync(packsFolder()).find((name) => name.startsWith('llnm-'))!;
  symlinkSync(join(packsFolder(), mainLine), join(packs, mainLine), 'dir');
});
afterEach(async () => {
  await client?.close();
  for (const child of children) child.kill('SIGKILL');
  place.remove();
});

/** The real backend process, with a temporary folder and a home of its own and everything it says kept. */
function start(dataFolder: string): BackendClient {
  return createBackendClient({
    start: () => {
      const file = entryFile('backend');
      const options = {
        host: 'web',
        hostReason: null,
        version: '1.0.0',
        dataFolder,
        packsFolder: packs,
      };
      const child = fork(file, [JSON.stringify(options)], {
        serialization: 'advanced',
        execArgv: entryOptions(file),
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: { ...process.env, TMPDIR: join(place.path, 'temp'), HOME: join(place.path, 'home') },
      });
      children.push(child);
      for (const stream of [child.stdout!, child.stderr!])
        stream.on('data', (data) => {
          log += data;
        });
      return {
        send: (message) => {
          if (child.connected) child.send(message, () => {});
        },
        onMessage: (heard) => child.on('message', heard),
        onExit: (heard) => child.on('exit', (code) => heard(String(code))),
        kill: () => child.kill('SIGKILL'),
      };
    },
  });
}

const found = (bytes: Buffer): string[] =>
  Object.entries(FORMS).flatMap(([form, pattern]) => (bytes.includes(pattern) ? [form] : []));

/** Every file under a folder that holds the name, in content or in its own name. */
function filesWithName(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const file = join(folder, name);
    if (name.includes(NAME)) return [name];
    return statSync(file).isFile() ? found(readFileSync(file)).map((form) => `${name} (${form})`) : [];
  });
}

test('the search finds a name where there is one: in a store that is not encrypted', () => {
  const store = openStore(join(place.path, 'data'));
  createCase(store, makeCase({ label: NAME }));
  store.close();
  expect(filesWithName(place.path).length).toBeGreaterThan(0);
  for (const [form, pattern] of Object.entries(FORMS))
    expect(found(Buffer.concat([Buffer.alloc(9), pattern]))).toContain(form);
});

test('a patient’s name is nowhere on the disk or in the log: import, assessment, export, errors, lock, crash', async () => {
  const data = join(place.path, 'data');
  await makeTestKeys(data);
  client = start(data);
  client.unlockWith(keyMessage(TEST_DATA_KEY));
  await client.ready;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read for their ids only
  const send = async (name: string, input: unknown): Promise<any> => await client!.request(name, input);
  const value = async (name: string, input: unknown) => {
    const reply = await send(name, input);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
    return reply.value;
  };

  const dicom = Buffer.from(
    makeDicom({
      rows: 320,
      columns: 400,
      pixels: new Uint8Array(320 * 400).map((_, i) => (i * 7919) % 251),
      elements: [
        [0x00100010, 'PN', NAME.replaceAll(' ', '^')],
        [0x00100020, 'LO', NAME],
      ],
    }),
  ).toString('base64');
  await value('settings.set', { keepIdentifiers: true });
  const staged = await value('image.stage', { file: { name: `${NAME}.dcm`, base64: dicom } });
  const { id } = await value('case.create', {
    facts: { label: NAME, ageYears: 43, sex: 'F', side: 'left', pole: 'upper', report: `Nodule of ${NAME}` },
    views: [
      { stagedId: staged.stagedId, kind: 'transverse', spacingMmPerPx: 0.07, spacingSource: 'entered' },
    ],
  });
  await value('case.change', { caseId: id, facts: { report: `${NAME}, 12 mm` } });
  await value('draft.keep', { key: `thyromap.report.${id}`, value: `${NAME} typed` });
  // Broken on purpose: what goes wrong is told, and must not be told with the name.
  await send('case.change', { caseId: id, facts: { label: NAME.repeat(200), ageYears: NAME } });
  await send('image.stage', { file: { name: `${NAME}.png`, base64: Buffer.from(NAME).toString('base64') } });
  const table = `label,transverse,report\n${NAME},${NAME}.png,${NAME}\n"${NAME}`;
  await send('case.importFolder', {
    files: [{ name: `${NAME}.csv`, base64: Buffer.from(table).toString('base64') }],
  });
  await send('case.workList', { search: NAME });
  const { jobs } = await value('assessment.start', { caseIds: [id] });
  await expect
    .poll(
      async () =>
        (await value('assessment.jobs', {})).jobs.find(
          (job: { jobId: string }) => job.jobId === jobs[0].jobId,
        )?.state,
      {
        timeout: 150_000,
        interval: 250,
      },
    )
    .toMatch(/done|failed/);
  await value('case.get', { caseId: id });
  await value('audit.exportCsv', {});
  await value('access.lock', { toSwitch: false });
  await send('access.unlock', { userId: TEST_USER.userId, passphrase: NAME });
  await send('access.unlock', { userId: NAME, passphrase: NAME });
  client.unlockWith(keyMessage(TEST_DATA_KEY));
  await value('case.change', { caseId: id, facts: { label: `${NAME} 2` } });
  expect(filesWithName(place.path)).toEqual([]);
  // In the middle of a change, with everything in the write-ahead log.
  void send('case.change', { caseId: id, facts: { report: `${NAME} `.repeat(300) } });
  children.at(-1)!.kill('SIGKILL');
  await expect.poll(() => children.length).toBe(2);
  expect((await value('case.get', { caseId: id })).case.label).toBe(`${NAME} 2`);
  await client.close();
  expect(filesWithName(place.path)).toEqual([]);
  expect(found(Buffer.from(log))).toEqual([]);
}, 240_000);
