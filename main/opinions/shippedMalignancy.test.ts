import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { OpinionAnswer } from '../../app/opinion/opinion.ts';
import { createInference } from '../inference/client.ts';
import type { ActivePack } from '../inference/client.types.ts';
import { forkInference } from '../inference/fork.ts';
import { installedPacks, mainLineFolder } from '../packs/installed.ts';
import { trialOpinionCase } from '../packs/trialCase.ts';
import { askMalignancy } from './malignancy.ts';
import type { OpinionCase } from './runner.ts';

/** The shipped packs in the real inference process, on a drawn picture: what they say of it means nothing. */

const folders = { shipped: path.resolve(import.meta.dirname, '../../models/packs'), imported: null };
const packs = installedPacks(folders).flatMap(({ pack }) =>
  pack?.manifest.task === 'malignancy' ? [pack] : [],
);
const inference = createInference({
  start: forkInference,
  packFolder: () => mainLineFolder(folders),
  threads: () => 1,
});
afterAll(() => inference.close());

const ask = async (input: OpinionCase, pack: ActivePack) =>
  (await askMalignancy(input, {
    pack,
    run: (role, inputs) => inference.runIn(pack, role, inputs),
  })) as OpinionAnswer;

/** The same case as seen in a mirror. */
function mirrored(input: OpinionCase): OpinionCase {
  const [view] = input.views;
  const { frame } = view!.prepared;
  const { width } = frame;
  const pixels = frame.pixels.map((_, i) => frame.pixels[i - (i % width) + width - 1 - (i % width)]!);
  const nodules = view!.nodules.map(({ box, ...rest }) => ({
    ...rest,
    box: { ...box, x: width - box.x - box.width },
  }));
  return {
    ...input,
    views: [{ ...view!, nodules, prepared: { ...view!.prepared, frame: { ...frame, pixels } } }],
  };
}

describe.each(packs.map((pack) => ({ name: pack.manifest.name, pack })))('$name', ({ pack }) => {
  test('answers with a calibrated share of malignant and a map over the nodule', async () => {
    const input = trialOpinionCase();
    const answer = await ask(input, pack);
    expect(answer.positive).toBe('malignant');
    expect(answer.probability).toBeGreaterThan(0);
    expect(answer.probability).toBeLessThan(1);
    expect(answer.interval![0]).toBeLessThanOrEqual(answer.probability);
    expect(answer.interval![1]).toBeGreaterThanOrEqual(answer.probability);
    const { box } = input.views[0]!.nodules[0]!;
    const { map } = answer.maps[0]!;
    expect(map.box.x + map.box.width / 2).toBeCloseTo(box.x + box.width / 2, 3);
    expect(map.box.y + map.box.height / 2).toBeCloseTo(box.y + box.height / 2, 3);
    expect(map.values.length).toBe(map.rows * map.columns);
  });

  test('says the same of the mirror image', async () => {
    const input = trialOpinionCase();
    const [plain, turned] = [await ask(input, pack), await ask(mirrored(input), pack)];
    expect(turned.probability).toBeCloseTo(plain.probability, 4);
  });
});

test('malignancy packs stay within their share of the whole', () => {
  const bytes = packs.flatMap((pack) => pack.manifest.networks.map((network) => network.bytes));
  expect(packs.length).toBeGreaterThan(0);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(22e6);
});
