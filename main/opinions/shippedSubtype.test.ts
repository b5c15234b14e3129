import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { onlyAlerts } from '../../app/opinion/subtype.ts';
import { assessmentJson } from '../cli/output.ts';
import { summarise } from '../cli/summary.ts';
import { summaryTable } from '../cli/summaryTable.ts';
import { createInference } from '../inference/client.ts';
import { forkInference } from '../inference/fork.ts';
import { writeChoices } from '../packs/choices.ts';
import { installedPacks, mainLineFolder, opinionPacks } from '../packs/installed.ts';
import { trialOpinionCase } from '../packs/trialCase.ts';
import { makeAssessment } from '../store/testing/fixtures.ts';
import { askOpinions } from './askOpinions.ts';

/** The shipped subtype pack in the real inference process, on a drawn picture: what it says of it means nothing. */

const imported = mkdtempSync(path.join(tmpdir(), 'thyromap-subtype-'));
const folders = { shipped: path.resolve(import.meta.dirname, '../../models/packs'), imported };
const untouched = { ...folders, imported: null };
const found = installedPacks(untouched).find(({ pack }) => pack?.manifest.name === 'csasn-subtype')!;
const pack = found.pack!;
const inference = createInference({
  start: forkInference,
  packFolder: () => mainLineFolder(untouched),
  threads: () => 1,
});
afterAll(async () => {
  await inference.close();
  rmSync(imported, { recursive: true });
});

describe('the pack of the rare subtypes', () => {
  test('is experimental, simulated, calibrated, small, and off until somebody switches it on', () => {
    const { manifest } = pack;
    expect(manifest.experimental).toBe(true);
    expect(manifest.networks.every(({ simulatedLabels }) => simulatedLabels)).toBe(true);
    expect(manifest.calibration?.method).toBe('temperature');
    expect(manifest.networks.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(6e6);
    expect(found.active).toBe(false);
    const names = () => opinionPacks(folders).map(({ manifest: { name } }) => name);
    expect(names()).not.toContain('csasn-subtype');
    const { name, version, task } = manifest;
    writeChoices(imported, [{ name, version, task, sha256: pack.sha256, active: true }]);
    expect(names()).toContain('csasn-subtype');
    // The malignancy answer of the same published system stays beside it.
    expect(names()).toContain('csasn');
  });

  test('says simulated in its description, its card and in both languages', () => {
    const { manifest, folder } = pack;
    const card = readFileSync(path.join(folder, manifest.networks[0]!.card), 'utf8');
    for (const text of [manifest.intendedUse, manifest.trainedOn!.en, manifest.calibration!.on, card])
      expect(text).toMatch(/simulated/i);
    expect(manifest.trainedOn!.zh).toContain('模拟');
    expect(card).toMatch(/off by default/i);
    expect(existsSync(path.join(folder, 'classifier.onnx'))).toBe(true);
  });

  test('answers through the real network, and nothing that leaves the product holds a share of it', async () => {
    const { opinions, findings } = await askOpinions(trialOpinionCase(), [pack], inference);
    expect(findings).toEqual([]);
    const opinion = opinions[0]!;
    expect(opinion.answer!.classes.map(({ name }) => name)).toEqual(['other', 'ftc', 'mtc', 'atc']);
    expect(onlyAlerts(opinion)).toBe(true);
    const assessment = makeAssessment('a', 0.5, { opinions });
    const json = assessmentJson(assessment);
    expect(json.opinions[0]).toMatchObject({
      simulatedLabels: true,
      experimental: true,
      answer: { positive: opinion.answer!.positive, probability: null, interval: null, parts: [] },
    });
    expect(json.opinions[0]!.answer!.classes.every(({ probability }) => probability === null)).toBe(true);
    const table = summaryTable([{ row: 1, label: 'a', result: json }], 'en');
    expect(table).toContain('CSASN subtype simulatedLabels');
    expect(table).toContain('CSASN subtype experimental');
    for (const [language, mark] of [
      ['en', 'simulated, experimental'],
      ['zh', '模拟, 试验性'],
    ] as const) {
      const line = summarise(assessment, language)
        .split('\n')
        .find((one) => one.includes('CSASN subtype'))!;
      expect(line).toContain(mark);
      expect(line).not.toMatch(/[\d%]/);
    }
  });

  test('says the same of the mirror image', async () => {
    const plain = trialOpinionCase();
    const [view] = plain.views;
    const { frame } = view!.prepared;
    const { width } = frame;
    const turned = {
      ...plain,
      views: [
        {
          ...view!,
          nodules: view!.nodules.map((one) => ({
            ...one,
            box: { ...one.box, x: width - one.box.x - one.box.width },
          })),
          prepared: {
            ...view!.prepared,
            frame: {
              ...frame,
              pixels: frame.pixels.map((_, i) => frame.pixels[i - (i % width) + width - 1 - (i % width)]!),
            },
          },
        },
      ],
    };
    const shares = async (input: typeof plain) =>
      (await askOpinions(input, [pack], inference)).opinions[0]!.answer!.classes.map(
        (one) => one.probability,
      );
    const [first, second] = [await shares(plain), await shares(turned)];
    for (const [i, value] of first.entries()) expect(second[i]).toBeCloseTo(value, 4);
  });
});
