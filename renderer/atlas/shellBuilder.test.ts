import { expect, test } from 'vitest';
import { glandDimensions } from '../../atlas/template/dimensions.ts';
import type { SurfaceMesh } from '../../atlas/template/surfaceNets.ts';
import { type ShellQuestion, type ShellWorker, shellBuilder } from './shellBuilder.ts';

/** A worker that answers when the test says so. */
function slowWorkers() {
  const started: (ShellWorker & { asked: ShellQuestion[]; ended: boolean })[] = [];
  const start = () => {
    const worker = {
      asked: [] as ShellQuestion[],
      ended: false,
      onmessage: null as ShellWorker['onmessage'],
      onerror: null as ShellWorker['onerror'],
      postMessage: (question: ShellQuestion) => {
        worker.asked.push(question);
      },
      terminate: () => {
        worker.ended = true;
      },
    };
    started.push(worker);
    return worker;
  };
  return { started, start };
}

const dimensions = glandDimensions();
const SHELL: SurfaceMesh = {
  positions: new Float32Array(3),
  normals: new Float32Array(3),
  indices: new Uint32Array(3),
};

function unexpected(): never {
  throw new Error('not asked for');
}

test('one worker builds shell after shell', () => {
  const { started, start } = slowWorkers();
  const builder = shellBuilder(start);
  const built: SurfaceMesh[] = [];
  for (const depthMm of [2, 3]) {
    builder.build({ dimensions, depthMm }, (shell) => built.push(shell), unexpected);
    started[0]!.onmessage!({ data: SHELL });
  }
  expect(built).toHaveLength(2);
  expect(started).toHaveLength(1);
  expect(started[0]!.asked.map((q) => q.depthMm)).toEqual([2, 3]);
  builder.close();
  expect(started[0]!.ended).toBe(true);
});

test('a new question ends the work on the one before, and hiding the shell ends it too', () => {
  const { started, start } = slowWorkers();
  const builder = shellBuilder(start);
  const built: SurfaceMesh[] = [];
  builder.build({ dimensions, depthMm: 2 }, unexpected, unexpected);
  builder.build({ dimensions, depthMm: 3 }, (shell) => built.push(shell), unexpected);
  expect(started.map((w) => w.ended)).toEqual([true, false]);
  started[1]!.onmessage!({ data: SHELL });
  expect(built).toEqual([SHELL]);
  builder.build({ dimensions, depthMm: 4 }, unexpected, unexpected);
  builder.cancel();
  expect(started.map((w) => w.ended)).toEqual([true, true]);
});

test('where no worker can be had, or it breaks, the caller is told and the next question starts anew', () => {
  let failures = 0;
  const failed = () => {
    failures++;
  };
  shellBuilder(unexpected).build({ dimensions, depthMm: 2 }, unexpected, failed);
  expect(failures).toBe(1);
  const { started, start } = slowWorkers();
  const builder = shellBuilder(start);
  builder.build({ dimensions, depthMm: 2 }, unexpected, failed);
  started[0]!.onerror!();
  expect(failures).toBe(2);
  builder.build({ dimensions, depthMm: 2 }, unexpected, failed);
  expect(started).toHaveLength(2);
});
