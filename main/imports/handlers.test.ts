import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHANNELS, type ChannelName, type IncomingFile } from '../../app/contract/channels.ts';
import { exampleCases } from '../../app/examples/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { casesWithOutcome, listOutcomes } from '../store/outcomes.ts';
import { settingsHandlers } from '../store/settingsHandlers.ts';
import { FACTS, temporaryFolder } from '../store/testing/fixtures.ts';
import { addUser } from '../store/users.ts';
import { addExamples } from './addExamples.ts';
import { caseHandlers } from './caseHandlers.ts';
import { imageHandlers } from './imageHandlers.ts';
import { makeStaging, STAGED_MAX } from './staging.ts';
import { makeDicom } from './testing/makeDicom.ts';

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let heard: [string, unknown][];
let handlers: ReturnType<typeof makeHandlers>;

function makeHandlers() {
  const staging = makeStaging();
  const emit = (name: string, payload: unknown) => {
    heard.push([name, payload]);
  };
  return {
    ...settingsHandlers(store, emit),
    ...imageHandlers(store, staging),
    ...caseHandlers(store, staging, emit),
  };
}

beforeEach(() => {
  folder = temporaryFolder();
  store = openStore(folder.path);
  heard = [];
  handlers = makeHandlers();
});
afterEach(() => {
  store.close();
  folder.remove();
});

/** Sends as a shell does: both sides held against the contract. */
async function send<N extends keyof typeof handlers & ChannelName>(name: N, input: object) {
  const handler = handlers[name] as (input: unknown) => Promise<unknown>;
  const answer = await handler(CHANNELS[name].input.parse(input));
  return CHANNELS[name].output.parse(answer) as Awaited<ReturnType<(typeof handlers)[N]>>;
}

const codeOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (thrown: { failure?: { code: string } }) => thrown.failure?.code ?? String(thrown),
  );

async function picture(value: number, name: string): Promise<IncomingFile> {
  const png = await sharp({
    create: { width: 400, height: 300, channels: 3, background: { r: value, g: value, b: value } },
  })
    .png()
    .toBuffer();
  return { name, base64: png.toString('base64') };
}

const text = (content: string, name: string): IncomingFile => ({
  name,
  base64: Buffer.from(content).toString('base64'),
});

describe('a dropped picture', () => {
  test('is shown with what was understood of it, and becomes a view of a case', async () => {
    const transverse = await send('image.stage', { file: await picture(90, 'left_trans.png') });
    expect(transverse).toMatchObject({
      format: 'png',
      width: 400,
      height: 300,
      frames: 1,
      viewGuess: 'transverse',
      sideGuess: 'left',
      spacingMmPerPx: null,
      duplicateOf: [],
    });
    const thumbnail = await sharp(Buffer.from(transverse.thumbnailBase64, 'base64')).metadata();
    expect([thumbnail.format, thumbnail.width, thumbnail.height]).toEqual(['png', 320, 240]);
    const longitudinal = await send('image.stage', { file: await picture(120, 'left_long.png') });
    const created = await send('case.create', {
      facts: FACTS,
      views: [
        { stagedId: transverse.stagedId, kind: 'transverse', spacingMmPerPx: 0.07, spacingSource: 'entered' },
        { stagedId: longitudinal.stagedId, kind: 'longitudinal', spacingMmPerPx: null, spacingSource: null },
      ],
    });
    expect(created.views.map((view) => [view.kind, view.spacingMmPerPx, view.spacingSource])).toEqual([
      ['transverse', 0.07, 'entered'],
      ['longitudinal', null, null],
    ]);
    expect(heard).toEqual([
      ['case.changed', { caseId: created.id }],
      ['workList.changed', {}],
    ]);
    const { pngBase64 } = await send('image.get', { imageId: created.views[1]!.imageId });
    const stored = sharp(Buffer.from(pngBase64, 'base64'));
    expect(await stored.metadata()).toMatchObject({ format: 'png', width: 400, height: 300, channels: 1 });
    expect((await stored.raw().toBuffer())[0]).toBe(120);
    const again = await send('image.stage', { file: await picture(90, 'same.png') });
    expect(again.duplicateOf).toEqual([{ caseId: created.id, label: FACTS.label }]);
  });

  test('that is a loop can be shown at another frame', async () => {
    const loop = new Uint8Array(64 * 48 * 3);
    for (let f = 0; f < 3; f++) loop.fill(f * 100, f * 3072, (f + 1) * 3072);
    const file = {
      name: 'loop',
      base64: Buffer.from(makeDicom({ frames: 3, pixels: loop })).toString('base64'),
    };
    const staged = await send('image.stage', { file });
    expect([staged.frames, staged.frame]).toEqual([3, 1]);
    const last = await send('image.stageFrame', { stagedId: staged.stagedId, frame: 2 });
    expect([last.stagedId, last.frame]).toEqual([staged.stagedId, 2]);
    const first = await sharp(Buffer.from(last.thumbnailBase64, 'base64')).raw().toBuffer();
    expect(first[0]).toBe(200);
    expect(await codeOf(send('image.stageFrame', { stagedId: staged.stagedId, frame: 3 }))).toBe(
      'image.noSuchFrame',
    );
  });

  test('that cannot be read leaves nothing behind', async () => {
    expect(await codeOf(send('image.stage', { file: text('hello', 'a.png') }))).toBe('image.isText');
  });

  test('is forgotten when discarded, and when 64 newer ones came', async () => {
    const first = await send('image.stage', { file: await picture(1, 'a.png') });
    await send('image.discard', { stagedId: first.stagedId });
    expect(await codeOf(send('image.stageFrame', { stagedId: first.stagedId, frame: 0 }))).toBe(
      'image.stagedGone',
    );
    const file = await picture(2, 'b.png');
    const second = await send('image.stage', { file });
    for (let i = 0; i < STAGED_MAX; i++) await send('image.stage', { file });
    const views = [
      { stagedId: second.stagedId, kind: 'transverse', spacingMmPerPx: null, spacingSource: null },
    ];
    expect(await codeOf(send('case.create', { facts: FACTS, views }))).toBe('image.stagedGone');
    expect((await send('case.workList', {})).total).toBe(0);
  });

  test('cannot stand for a view that another stands for', async () => {
    const { stagedId } = await send('image.stage', { file: await picture(1, 'a.png') });
    const view = { stagedId, kind: 'transverse', spacingMmPerPx: null, spacingSource: null };
    expect(await codeOf(send('case.create', { facts: FACTS, views: [view, view] }))).toBe('case.sameView');
  });
});

describe('a folder with a table', () => {
  const table =
    'label,transverse,longitudinal,report,age,sex\n1,a.png,b.png,r.txt,43,F\n2,bad.png,,,50,M\n3,a.png,,x,200,F\n4,scan,,,,\n';

  async function files(): Promise<IncomingFile[]> {
    const scan = makeDicom({
      pixels: new Uint8Array(64 * 48),
      elements: [
        [0x00100040, 'CS', 'M'],
        [0x00101010, 'AS', '061Y'],
        [0x00280030, 'DS', '0.08\\0.08'],
      ],
    });
    return [
      text(table, 'study/cases.csv'),
      await picture(10, 'study/a.png'),
      await picture(20, 'study/b.png'),
      text('not a picture', 'study/bad.png'),
      text('Hypoechoic nodule', 'study/r.txt'),
      { name: 'study/scan', base64: Buffer.from(scan).toString('base64') },
    ];
  }

  test('becomes cases; bad rows come back with number and reason; again, nothing is doubled', async () => {
    const first = await send('case.importFolder', { files: await files() });
    expect(first.created.map(({ label }) => label)).toEqual(['1', '4']);
    expect(first.rejected.map(({ row, failure }) => [row, failure.code])).toEqual([
      [3, 'image.isText'],
      [4, 'table.badValue'],
    ]);
    const { case: fromDicom } = await send('case.get', { caseId: first.created[1]!.caseId });
    expect(fromDicom).toMatchObject({ ageYears: 61, sex: 'M' });
    expect(fromDicom.views[0]).toMatchObject({ spacingMmPerPx: 0.08, spacingSource: 'dicomPixelSpacing' });
    const { case: fromTable } = await send('case.get', { caseId: first.created[0]!.caseId });
    expect(fromTable).toMatchObject({ report: 'Hypoechoic nodule', ageYears: 43, sex: 'F' });
    const second = await send('case.importFolder', { files: await files() });
    expect(second.created).toEqual([]);
    expect(second.rejected.map(({ row, failure }) => [row, failure.code])).toEqual([
      [2, 'table.alreadyThere'],
      [3, 'image.isText'],
      [4, 'table.badValue'],
      [5, 'table.alreadyThere'],
    ]);
    expect((await send('case.workList', {})).total).toBe(2);
  });

  test('brings the outcomes of operated cases, each with who and when; a row that says neither makes no case', async () => {
    const table = text(
      'label,transverse,outcome\n1,a.png,1\n2,b.png,0\n3,a.png,\n4,b.png,unknown\n',
      'study/cases.csv',
    );
    const given = [table, await picture(10, 'study/a.png'), await picture(20, 'study/b.png')];
    const { id, name } = addUser(store, { name: 'Dr Li', role: 'clinician' });
    store.actor = { id, name };
    const { created, rejected } = await send('case.importFolder', { files: given });
    expect(rejected.map(({ row, failure }) => [row, failure.code, failure.values?.column])).toEqual([
      [5, 'table.badValue', 'outcome'],
    ]);
    const outcomes = created.map(({ caseId }) => listOutcomes(store, caseId));
    expect(outcomes.map((all) => all.map((one) => [one.lateralMetastasis, one.basis]))).toEqual([
      [[true, 'histology']],
      [[false, 'histology']],
      [],
    ]);
    expect(outcomes[0]![0]).toMatchObject({
      recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      recordedBy: 'Dr Li',
    });
    expect(casesWithOutcome(store, false)).toHaveLength(2);
    await send('case.importFolder', { files: given });
    expect(listOutcomes(store, created[0]!.caseId)).toHaveLength(1);
  });

  test('without a table, or with two, is refused', async () => {
    expect(await codeOf(send('case.importFolder', { files: [await picture(1, 'a.png')] }))).toBe(
      'table.missing',
    );
    const tables = [text(table, 'a.csv'), text(table, 'b.CSV')];
    expect(await codeOf(send('case.importFolder', { files: tables }))).toBe('table.several');
  });
});

describe('settings', () => {
  test('are changed and everyone hears of it', async () => {
    await send('settings.set', { prevalence: 0.3 });
    expect((await send('settings.get', {})).prevalence).toBe(0.3);
    expect(heard[0]).toMatchObject(['settings.changed', { prevalence: 0.3 }]);
  });
});

describe('the examples', () => {
  // one view takes least time
  const few = exampleCases().filter((example) => example.views.length === 1);

  test('are added once, labelled simulated, while other requests are answered', {
    timeout: 300_000,
  }, async () => {
    const told: string[] = [];
    const adding = addExamples(store, (id) => told.push(id), few);
    const secondClick = addExamples(store, (id) => told.push(id), few);
    // answered at once although each takes seconds
    expect((await send('case.workList', {})).total).toBe(0);
    const { caseIds } = await adding;
    expect(await secondClick).toEqual({ caseIds });
    expect(await addExamples(store, (id) => told.push(id), few)).toEqual({ caseIds });
    expect(told).toEqual(caseIds);
    const { rows } = await send('case.workList', { order: 'oldest' });
    expect(rows.map((row) => [row.caseId, row.label, row.simulated])).toEqual(
      few.map((example, i) => [caseIds[i], example.facts.label, true]),
    );
  });
});
