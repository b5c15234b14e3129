import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CHANNELS, type ChannelName, type IncomingFile } from '../../app/contract/channels.ts';
import { SMEAR_LONG_SIDE_PX, SMEARS_MAX } from '../../app/cytology/smear.ts';
import { createCase } from '../store/createCase.ts';
import { getCaseBundle, getImagePng, loadCaseForAssessment, openStore, type Store } from '../store/index.ts';
import { makeCase, temporaryFolder } from '../store/testing/fixtures.ts';
import { cytologyHandlers } from './cytologyHandlers.ts';

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let caseId: string;
let handlers: ReturnType<typeof cytologyHandlers>;

beforeEach(() => {
  folder = temporaryFolder();
  store = openStore(folder.path);
  caseId = createCase(store, makeCase()).id;
  handlers = cytologyHandlers(store, () => {});
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

/** A picture of one colour with a stripe of another. */
async function picture(
  name: string,
  { ground = '#f2eef8', stain = '#4030a0', width = 320, height = 240 } = {},
): Promise<IncomingFile> {
  const stripe = { create: { width, height: 60, channels: 3 as const, background: stain } };
  const png = await sharp({ create: { width, height, channels: 3, background: ground } })
    .composite([{ input: await sharp(stripe).png().toBuffer(), top: 20, left: 0 }])
    .png()
    .toBuffer();
  return { name, base64: png.toString('base64') };
}

test('a stained smear picture is kept with its colours and raises the revision', async () => {
  const before = getCaseBundle(store, caseId).case.revision;
  const { smears, refused } = await send('cytology.add', { caseId, files: [await picture('a.png')] });
  expect(refused).toEqual([]);
  expect(smears).toEqual([{ imageId: expect.any(String), fileName: 'a.png', width: 320, height: 240 }]);
  expect(getCaseBundle(store, caseId).case.revision).toBe(before + 1);
  const { cytology } = await loadCaseForAssessment(store, caseId);
  expect([...cytology[0]!.rgb.subarray(0, 3)]).toEqual([0xf2, 0xee, 0xf8]);
  const middle = (40 * 320 + 100) * 3;
  expect([...cytology[0]!.rgb.subarray(middle, middle + 3)]).toEqual([0x40, 0x30, 0xa0]);
});

test('of several files the good ones are kept and every other is named with its reason', async () => {
  const files = [
    await picture('good.png'),
    await picture('ultrasound.png', { ground: '#101010', stain: '#808080' }),
    await picture('leaf.png', { ground: '#208020', stain: '#30c030' }),
    { name: 'notes.txt', base64: Buffer.from('Bethesda V').toString('base64') },
    await picture('tiny.png', { width: 100, height: 90 }),
  ];
  const { smears, refused } = await send('cytology.add', { caseId, files });
  expect(smears.map((smear) => smear.fileName)).toEqual(['good.png']);
  expect(refused.map(({ code, values }) => [code, values?.file])).toEqual([
    ['cytology.notSmear', 'ultrasound.png'],
    ['cytology.notSmear', 'leaf.png'],
    [expect.stringMatching(/^image\./), 'notes.txt'],
    ['image.tooSmall', 'tiny.png'],
  ]);
});

test('the same file is not added twice, and comes back with its place when it was taken out', async () => {
  const files = [await picture('a.png'), await picture('b.png', { stain: '#302080' })];
  const { smears } = await send('cytology.add', { caseId, files });
  const again = await send('cytology.add', { caseId, files: [files[0]!] });
  expect(again.refused.map(({ code }) => code)).toEqual(['cytology.alreadyThere']);

  const [first, second] = smears;
  const left = await send('cytology.remove', { caseId, imageId: first!.imageId });
  expect(left.smears).toEqual([second]);
  // an earlier assessment can still show it
  expect(getImagePng(store, first!.imageId).length).toBeGreaterThan(0);
  expect((await send('cytology.restore', { caseId, imageId: first!.imageId })).smears).toEqual(smears);
  await send('cytology.remove', { caseId, imageId: first!.imageId });
  expect((await send('cytology.add', { caseId, files: [files[0]!] })).smears).toEqual(smears);
});

test('large pictures are shrunk to the side the networks use, without changing their shape', async () => {
  const { smears } = await send('cytology.add', {
    caseId,
    files: [await picture('large.png', { width: 3000, height: 1500 })],
  });
  expect([smears[0]!.width, smears[0]!.height]).toEqual([SMEAR_LONG_SIDE_PX, SMEAR_LONG_SIDE_PX / 2]);
});

test('a case holds a bounded number of pictures', async () => {
  for (let at = 0; at < SMEARS_MAX; at += 12) {
    const files = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        picture(`${at + i}.png`, { width: 128 + at + i, height: 128, stain: '#4030a0' }),
      ),
    );
    expect((await send('cytology.add', { caseId, files })).refused).toEqual([]);
  }
  const { refused, smears } = await send('cytology.add', { caseId, files: [await picture('more.png')] });
  expect(smears.length).toBe(SMEARS_MAX);
  expect(refused).toEqual([{ code: 'cytology.tooMany', values: { file: 'more.png', limit: SMEARS_MAX } }]);
});

test('an unknown case is told as such', async () => {
  await expect(send('cytology.list', { caseId: 'none' })).rejects.toThrow(/case.notFound/);
});
