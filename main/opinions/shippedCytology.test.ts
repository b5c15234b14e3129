import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createInference } from '../inference/client.ts';
import { forkInference } from '../inference/fork.ts';
import { installedPacks, mainLineFolder } from '../packs/installed.ts';
import { trialOpinionCase } from '../packs/trialCase.ts';
import { askOpinions } from './askOpinions.ts';

/** The shipped cytology pack in the real inference process, on a drawn picture: what it says of it means nothing. */

const folders = { shipped: path.resolve(import.meta.dirname, '../../models/packs'), imported: null };
const pack = installedPacks(folders).find(({ pack: one }) => one?.manifest.task === 'cytology')!.pack!;
const inference = createInference({
  start: forkInference,
  packFolder: () => mainLineFolder(folders),
  threads: () => 1,
});
afterAll(() => inference.close());

test('a case’s smear pictures get a calibrated answer each, and the case their mean with an interval', async () => {
  const trial = trialOpinionCase();
  const smear = trial.cytology[0]!;
  const ask = async (cytology: (typeof smear)[]) => {
    const { opinions, findings } = await askOpinions({ ...trial, cytology }, [pack], inference);
    expect(findings).toEqual([]);
    return opinions[0]!;
  };
  const one = await ask([smear]);
  expect(one.calibrated).toBe(true);
  expect(one.answer!.classes.map(({ name }) => name)).toEqual(['bethesda4', 'bethesda5', 'bethesda6']);
  expect(one.answer!.interval).not.toBeNull();

  const light = { ...smear, imageId: 'light', fileName: 'light.png', rgb: smear.rgb.map((v) => 128 + v / 2) };
  const two = await ask([smear, light]);
  expect(two.answer!.parts.map(({ label }) => label)).toEqual([smear.fileName, 'light.png']);
  expect(two.answer!.parts[0]!.probabilities).toEqual(one.answer!.parts[0]!.probabilities);
  two.answer!.classes.forEach(({ probability }, i) => {
    const parts = two.answer!.parts.map(({ probabilities }) => probabilities[i]!);
    expect(probability).toBeCloseTo((parts[0]! + parts[1]!) / 2, 6);
  });
  expect((await ask([])).notGiven).toBe('noCytology');
});
