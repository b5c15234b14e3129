import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { FailureError } from '../../app/failure.ts';
import { createInference, type InferenceOptions } from './client.ts';
import type { Inference } from './client.types.ts';
import { forkInference } from './fork.ts';
import type { InferencePort } from './port.ts';
import type { PlainTensors } from './protocol.ts';
import { externalDataOnnx, logOnnx, powerOnnx } from './testing/onnxFile.ts';
import { type TestNetwork, writeTestPack } from './testing/testPack.ts';

/** A matrix this large keeps `powerOnnx(SLOW)` busy long enough to be interrupted in the middle of a run. */
const SLOW_SIZE = 1400;
const SLOW = 30;

const made: Inference[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const inference of made.splice(0)) await inference.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function open(networks: TestNetwork[], options: Partial<InferenceOptions> = {}) {
  const folder = writeTestPack(networks);
  folders.push(folder);
  const ports: InferencePort[] = [];
  const inference = createInference({
    start: async () => {
      const port = await forkInference();
      ports.push(port);
      return port;
    },
    packFolder: () => folder,
    threads: () => 1,
    ...options,
  });
  made.push(inference);
  return { inference, folder, ports };
}

const matrix = (rows: number[][]): PlainTensors => ({
  before: { type: 'float32', data: Float32Array.from(rows.flat()), dims: [rows.length, rows[0]!.length] },
});
const zeros = (n: number): PlainTensors => ({
  before: { type: 'float32', data: new Float32Array(n * n), dims: [n, n] },
});
const failureOf = async (promise: Promise<unknown>) => {
  const thrown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(FailureError);
  return (thrown as FailureError).failure;
};
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
/** Resolves when the nth process is up and, a moment later, in the middle of its run. */
const inTheMiddle = async (ports: InferencePort[], n: number): Promise<number> => {
  while (ports.length < n) await new Promise((r) => setTimeout(r, 20));
  const pid = ports[n - 1]!.pid!;
  const cpu = (): number => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return Number(fields[11]) + Number(fields[12]);
  };
  // Loading takes a fraction of a second of processor time, the run several: half a second more is inside it.
  while (cpu() < 100) await new Promise((r) => setTimeout(r, 20));
  return pid;
};

describe('networks', () => {
  test('give what the matrix product by hand gives', async () => {
    const { inference } = open([{ role: 'nodule', onnx: powerOnnx(2) }]);
    // [[1,2],[3,4]]³ = [[37,54],[81,118]]
    const { after } = await inference.run(
      'nodule',
      matrix([
        [1, 2],
        [3, 4],
      ]),
    );
    expect([...after!.data]).toEqual([37, 54, 81, 118]);
    expect(after!.dims).toEqual([2, 2]);
  });

  test('that are not in the pack are named', async () => {
    const { inference } = open([{ role: 'nodule', onnx: powerOnnx(1) }]);
    expect(await failureOf(inference.run('gland', zeros(2)))).toMatchObject({
      code: 'pack.networkMissing',
      values: { role: 'gland' },
    });
  });

  test('refuse inputs that are not theirs, and go on afterwards', async () => {
    const { inference, ports } = open([{ role: 'nodule', onnx: powerOnnx(1) }]);
    const wrongName: PlainTensors = { other: zeros(2).before! };
    expect((await failureOf(inference.run('nodule', wrongName))).code).toBe('inference.badInput');
    const short: PlainTensors = { before: { type: 'float32', data: new Float32Array(3), dims: [2, 2] } };
    expect((await failureOf(inference.run('nodule', short))).code).toBe('inference.badInput');
    await inference.run('nodule', zeros(2));
    expect(ports).toHaveLength(1);
  });

  test('that answer with something that is not a number fail instead', async () => {
    const { inference } = open([{ role: 'nodule', onnx: logOnnx() }]);
    expect((await failureOf(inference.run('nodule', matrix([[-1]])))).code).toBe('inference.notFinite');
  });
});

describe('a pack', () => {
  test('is known by its manifest and that file’s hash', async () => {
    const { inference } = open([{ role: 'nodule', onnx: powerOnnx(1) }]);
    const { manifest, sha256 } = await inference.pack();
    expect(manifest.networks[0]!.name).toBe('test-nodule');
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('with one altered byte is refused by the file’s name', async () => {
    const { inference, folder } = open([
      { role: 'nodule', onnx: powerOnnx(1) },
      { role: 'gland', onnx: powerOnnx(2) },
    ]);
    const file = join(folder, 'gland.onnx');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(file, bytes);
    expect(await failureOf(inference.pack())).toMatchObject({
      code: 'pack.altered',
      values: { file: 'gland.onnx' },
    });
  });

  test('with a missing file is refused by the file’s name', async () => {
    const { inference, folder } = open([{ role: 'nodule', onnx: powerOnnx(1) }]);
    rmSync(join(folder, 'nodule.onnx'));
    expect(await failureOf(inference.pack())).toMatchObject({
      code: 'pack.fileMissing',
      values: { file: 'nodule.onnx' },
    });
  });

  test('that is put right is used at the next request', async () => {
    const { inference, folder } = open([{ role: 'nodule', onnx: powerOnnx(1) }]);
    const file = join(folder, 'nodule.onnx');
    const bytes = readFileSync(file);
    rmSync(file);
    await failureOf(inference.pack());
    writeFileSync(file, bytes);
    await inference.run('nodule', zeros(2));
  });

  test('that is not there at all is told with its folder', async () => {
    const { inference, folder } = open([{ role: 'nodule', onnx: powerOnnx(1) }]);
    rmSync(folder, { recursive: true });
    expect(await failureOf(inference.pack())).toMatchObject({ code: 'pack.missing', values: { folder } });
  });

  test.for([
    ['an input of another name', { inputs: [{ name: 'x', type: 'float32', dims: [-1, -1], meaning: '' }] }],
    [
      'an input of another type',
      { inputs: [{ name: 'before', type: 'int64', dims: [-1, -1], meaning: '' }] },
    ],
    [
      'an output of another size',
      { outputs: [{ name: 'after', type: 'float32', dims: [2, 2], meaning: '' }] },
    ],
  ] as const)('whose manifest describes %s is refused', async ([, change]) => {
    const { inference } = open([{ role: 'nodule', onnx: powerOnnx(1), change: change as never }]);
    expect(await failureOf(inference.pack())).toMatchObject({
      code: 'pack.mismatch',
      values: { file: 'nodule.onnx' },
    });
  });

  test('with weights outside its file is refused', async () => {
    const { inference } = open([{ role: 'nodule', onnx: externalDataOnnx('/etc/hostname') }]);
    expect((await failureOf(inference.pack())).code).toBe('pack.externalData');
  });

  test('whose network is not ONNX is refused', async () => {
    const { inference } = open([{ role: 'nodule', onnx: Buffer.from('this is a letter, not a network') }]);
    expect((await failureOf(inference.pack())).code).toBe('pack.notLoadable');
  });
});

describe.skipIf(process.platform !== 'linux')('the inference process', () => {
  test('killed in the middle of a run costs one retry, and the result still arrives', async () => {
    const told: number[] = [];
    const { inference, ports } = open([{ role: 'nodule', onnx: powerOnnx(SLOW) }], {
      onRestart: (times) => told.push(times),
    });
    const result = inference.run('nodule', zeros(SLOW_SIZE));
    process.kill(await inTheMiddle(ports, 1), 'SIGKILL');
    const { after } = await result;
    expect(after!.dims).toEqual([SLOW_SIZE, SLOW_SIZE]);
    expect(inference.restarts()).toBe(1);
    expect(told).toEqual([1]);
    expect(ports).toHaveLength(2);
  });

  test('killed twice fails with a name, and the next request works again', async () => {
    const { inference, ports } = open([{ role: 'nodule', onnx: powerOnnx(SLOW) }]);
    const failure = failureOf(inference.run('nodule', zeros(SLOW_SIZE)));
    process.kill(await inTheMiddle(ports, 1), 'SIGKILL');
    process.kill(await inTheMiddle(ports, 2), 'SIGKILL');
    expect((await failure).code).toBe('inference.died');
    expect(inference.restarts()).toBe(2);
    await inference.run('nodule', zeros(2));
    expect(ports).toHaveLength(3);
  });

  test('is ended by a cancel in the middle of a run, which is no restart; the next request starts another', async () => {
    const { inference, ports } = open([{ role: 'nodule', onnx: powerOnnx(SLOW) }]);
    const abort = new AbortController();
    const result = inference.run('nodule', zeros(SLOW_SIZE), abort.signal);
    const waiting = inference.run('nodule', zeros(3), abort.signal);
    const both = Promise.allSettled([result, waiting]);
    const pid = await inTheMiddle(ports, 1);
    abort.abort(new Error('cancelled by the person'));
    for (const settled of await both)
      expect(settled).toMatchObject({ status: 'rejected', reason: { message: 'cancelled by the person' } });
    const { after } = await inference.run('nodule', zeros(2));
    expect(after!.dims).toEqual([2, 2]);
    expect(alive(pid)).toBe(false);
    expect(inference.restarts()).toBe(0);
    expect(ports).toHaveLength(2);
  });

  test('that does not answer in time is ended and tried once more', async () => {
    const { inference, ports } = open([{ role: 'nodule', onnx: powerOnnx(SLOW) }], { timeoutMs: 900 });
    const failure = await failureOf(inference.run('nodule', zeros(SLOW_SIZE)));
    expect(failure).toMatchObject({ code: 'inference.died', detail: 'no answer in 0.9 s' });
    expect(ports).toHaveLength(2);
  });

  test('that does not even start fails with a name after two tries', async () => {
    let tries = 0;
    const { inference } = open([{ role: 'nodule', onnx: powerOnnx(1) }], {
      start: async () => {
        tries++;
        throw new Error('spawn EAGAIN');
      },
    });
    expect((await failureOf(inference.run('nodule', zeros(2)))).code).toBe('inference.died');
    expect(tries).toBe(2);
  });

  test('uses another number of threads from the next request on', async () => {
    let threads = 1;
    const { inference, ports } = open([{ role: 'nodule', onnx: powerOnnx(1) }], { threads: () => threads });
    await inference.run('nodule', zeros(2));
    threads = 2;
    await inference.run('nodule', zeros(2));
    expect(ports).toHaveLength(2);
    expect(inference.restarts()).toBe(0);
  });

  test('uses another pack from the next request on, when another is in use', async () => {
    const [square, cube] = [1, 2].map((times) => {
      const folder = writeTestPack([{ role: 'nodule', onnx: powerOnnx(times) }]);
      folders.push(folder);
      return folder;
    });
    let inUse = square!;
    const { inference, ports } = open([], { packFolder: () => inUse });
    expect([...(await inference.run('nodule', matrix([[3]]))).after!.data]).toEqual([9]);
    inUse = cube!;
    expect([...(await inference.run('nodule', matrix([[3]]))).after!.data]).toEqual([27]);
    expect(ports).toHaveLength(2);
    expect(inference.restarts()).toBe(0);
  });

  test('is gone after close, and nothing runs any more', async () => {
    const { inference, ports } = open([{ role: 'nodule', onnx: powerOnnx(1) }]);
    await inference.run('nodule', zeros(2));
    await inference.close();
    await expect.poll(() => alive(ports[0]!.pid!)).toBe(false);
    expect((await failureOf(inference.run('nodule', zeros(2)))).code).toBe('inference.closed');
  });
});
