import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { binaryAnswer } from '../../app/opinion/answers.ts';
import { opinionSchema } from '../../app/opinion/opinion.ts';
import { createInference } from '../inference/client.ts';
import type { Inference } from '../inference/client.types.ts';
import { forkInference } from '../inference/fork.ts';
import type { StartInference } from '../inference/port.ts';
import { powerOnnx } from '../inference/testing/onnxFile.ts';
import { writeOpinionPack, writeTestPack } from '../inference/testing/testPack.ts';
import { mainLineFolder, opinionPacks } from '../packs/installed.ts';
import type { PackFolders } from '../packs/packFolders.ts';
import type { SegmentedView } from '../pipeline/segmentView.ts';
import { askOpinions } from './askOpinions.ts';
import type { OpinionCase, OpinionRunner } from './runner.ts';

/** A worked example: a pack on disk, its runner, the real inference process, and what comes of it. */

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of clean.splice(0).reverse()) await undo();
});

/** An inference process that ends as soon as it is asked to run an opinion's network, so many times. */
function dying(times: number): StartInference {
  let left = times;
  return async () => {
    const port = await forkInference();
    return {
      ...port,
      send: (message) => {
        port.send(message);
        if ((message as { kind?: string }).kind === 'runOther' && left-- > 0) port.kill();
      },
    };
  };
}

function machine(start: StartInference = forkInference): { folders: PackFolders; inference: Inference } {
  const shipped = mkdtempSync(join(tmpdir(), 'thyromap-opinions-'));
  clean.push(() => rmSync(shipped, { recursive: true, force: true }));
  writeTestPack([{ role: 'nodule', onnx: powerOnnx(1) }], 'llnm-1.0.0', shipped, { name: 'llnm' });
  const folders = { shipped, imported: null };
  const inference = createInference({
    start,
    packFolder: () => mainLineFolder(folders),
    threads: () => 1,
  });
  clean.push(() => inference.close());
  return { folders, inference };
}

/** Sixteen equal grey values: the test network's logit is that value. */
const grey = (value: number) => ({
  frame: { type: 'float32' as const, data: new Float32Array(16).fill(value), dims: [1, 1, 4, 4] },
});
const runner: OpinionRunner = async (_input, { pack, run }) => {
  const outputs = await run('classifier', grey(0.75));
  return binaryAnswer(pack.manifest, (outputs.logit!.data as Float32Array)[0]!);
};
const runners = { malignancy: runner };
const oneView: OpinionCase = {
  facts: { ageYears: 43, sex: 'F', side: 'left', pole: null, report: '' },
  views: [{} as SegmentedView],
  cytology: [],
};

describe('second opinions', () => {
  test('give the calibrated probability of their network, with what a reader needs to weigh it', async () => {
    const { folders, inference } = machine();
    writeOpinionPack(folders.shipped);
    const packs = opinionPacks(folders);
    const { opinions, findings } = await askOpinions(oneView, packs, inference, undefined, runners);
    expect(findings).toEqual([]);
    expect(opinionSchema.array().parse(opinions)).toEqual(opinions);
    expect(opinions[0]).toMatchObject({
      system: 'Mean grey',
      task: 'malignancy',
      pack: { name: 'mean-grey', version: '1.0.0', sha256: packs[0]!.sha256 },
      calibrated: true,
      simulatedLabels: false,
      notGiven: null,
    });
    const answer = opinions[0]!.answer!;
    // Platt by hand: 1 / (1 + e^-(2·0.75 − 1)); interval on the line from (0; 0.1–0.5) to (1; 0.5–0.9).
    expect(answer.probability).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 6);
    expect(answer.interval![0]).toBeCloseTo(0.4, 6);
    expect(answer.interval![1]).toBeCloseTo(0.8, 6);
    expect(answer.classes.map((one) => one.name)).toEqual(['benign', 'malignant']);
  });

  test('of an altered pack are missing and named; the other one and the main line go on', async () => {
    const { folders, inference } = machine();
    const broken = writeOpinionPack(folders.shipped, { name: 'broken', system: 'Broken' });
    writeOpinionPack(folders.shipped);
    const file = join(broken, 'classifier.onnx');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(file, bytes);
    const { opinions, findings } = await askOpinions(
      oneView,
      opinionPacks(folders),
      inference,
      undefined,
      runners,
    );
    expect(opinions.map((one) => [one.system, one.notGiven])).toEqual([
      ['Broken', 'failed'],
      ['Mean grey', null],
    ]);
    expect(findings).toEqual([
      {
        code: 'opinionFailed',
        severity: 'note',
        view: null,
        values: { system: 'Broken', reason: 'pack.altered', file: 'classifier.onnx' },
      },
    ]);
    const main = await inference.run('nodule', {
      before: { type: 'float32', data: new Float32Array([2]), dims: [1, 1] },
    });
    expect([...main.after!.data]).toEqual([4]);
  });

  test('whose network ends the process cost one retry; a second end costs this opinion and nothing else', async () => {
    for (const [times, notGiven] of [
      [1, null],
      [2, 'failed'],
    ] as const) {
      const { folders, inference } = machine(dying(times));
      writeOpinionPack(folders.shipped);
      const packs = opinionPacks(folders);
      const { opinions, findings } = await askOpinions(oneView, packs, inference, undefined, runners);
      expect(opinions[0]!.notGiven).toBe(notGiven);
      expect(findings.map((one) => one.values.reason)).toEqual(notGiven ? ['inference.died'] : []);
      const before = { type: 'float32' as const, data: new Float32Array([3]), dims: [1, 1] };
      expect([...(await inference.run('nodule', { before })).after!.data]).toEqual([9]);
    }
  });

  test('that are no shares of one are refused', async () => {
    const { folders, inference } = machine();
    writeOpinionPack(folders.shipped);
    for (const probability of [Number.NaN, 1.2, 0.4]) {
      const odd: OpinionRunner = async (_input, { pack }) => {
        const answer = binaryAnswer(pack.manifest, 0);
        return { ...answer, classes: answer.classes.map((one) => ({ ...one, probability })) };
      };
      const { opinions, findings } = await askOpinions(oneView, opinionPacks(folders), inference, undefined, {
        malignancy: odd,
      });
      expect(opinions[0]).toMatchObject({ answer: null, notGiven: 'failed' });
      expect(findings[0]!.values.reason).toBe('pack.badAnswer');
    }
  });

  test('without a picture that can be read are not asked, and say so', async () => {
    const { folders, inference } = machine();
    writeOpinionPack(folders.shipped);
    const none = { ...oneView, views: [] };
    const { opinions, findings } = await askOpinions(
      none,
      opinionPacks(folders),
      inference,
      undefined,
      runners,
    );
    expect(opinions[0]).toMatchObject({ answer: null, notGiven: 'noPicture' });
    expect(findings).toEqual([]);
  });

  test('of an uncalibrated pack are marked so', async () => {
    const { folders, inference } = machine();
    writeOpinionPack(folders.shipped, { calibration: undefined });
    const { opinions } = await askOpinions(oneView, opinionPacks(folders), inference, undefined, runners);
    expect(opinions[0]).toMatchObject({ calibrated: false, answer: { interval: null } });
  });

  test('stop at once when the assessment is cancelled', async () => {
    const { folders, inference } = machine();
    writeOpinionPack(folders.shipped);
    const abort = new AbortController();
    const waits: OpinionRunner = async () => {
      abort.abort();
      throw new Error('cancelled inside');
    };
    const asked = askOpinions(oneView, opinionPacks(folders), inference, abort.signal, {
      malignancy: waits,
    });
    await expect(asked).rejects.toThrow(/abort/i);
  });
});
