import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createInference } from '../inference/client.ts';
import { forkInference } from '../inference/fork.ts';
import { installedPacks, mainLineFolder } from '../packs/installed.ts';
import { trialOpinionCase } from '../packs/trialCase.ts';
import { askOpinions } from './askOpinions.ts';

/** The shipped cytology pack in the real inference process, on a drawn picture: what it says of it means nothing. */

const folders = { shipped: path.resolve(import.meta.dirname, '../../models/packs'), imported: null };
const shipped = installedPacks(folders).find(({ pack: one }) => one?.manifest.task === 'cytology')!.pack!;
/** The drawn picture is no smear and is left out by the shipped pack: its networks are asked without that limit. */
const { unlikeMax, ...parameters } = shipped.manifest.parameters!;
const pack = { ...shipped, manifest: { ...shipped.manifest, parameters } };
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

test('a drawn picture in the colours of a smear is left out, and nothing is said of the case', async () => {
  expect(unlikeMax).toBeGreaterThan(0);
  const trial = trialOpinionCase();
  const { opinions, findings } = await askOpinions(trial, [shipped], inference);
  expect(findings).toEqual([]);
  expect(opinions[0]).toMatchObject({
    answer: null,
    notGiven: 'outsideItsRange',
    unlike: [trial.cytology[0]!.imageId],
  });
});
