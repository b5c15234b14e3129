import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ort from 'onnxruntime-node';
import { afterAll, expect, test } from 'vitest';
import { exampleInputs, type Golden } from '../app/fusion/testing/exampleFeeds.ts';

const TRAINING = path.resolve(import.meta.dirname, '../models/training');
const PYTHON = '/usr/bin/python3';
const hasPyTorch = spawnSync(PYTHON, ['-c', 'import torch, onnx, numpy']).status === 0;
if (!hasPyTorch) console.warn('the paper’s configuration of TMDL was not built: PyTorch is not here');

const place = mkdtempSync(path.join(tmpdir(), 'thyromap-paper-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

test.skipIf(!hasPyTorch)(
  'TMDL at the paper’s size (hidden 768, patch 16, 224 px) is exported and answers in onnxruntime as in PyTorch',
  { timeout: 600_000 },
  async () => {
    const golden = path.join(place, 'golden.json');
    const options = ['--config', 'paper', '--out', place, '--golden', golden, '--views', '1'];
    execFileSync(PYTHON, ['export_tmdl.py', ...options], { cwd: TRAINING, stdio: 'pipe' });
    const session = await ort.InferenceSession.create(path.join(place, 'fusion.onnx'), {
      intraOpNumThreads: 2,
    });
    const feeds = Object.entries(exampleInputs(1)).map(
      ([name, [data, dims]]) => [name, new ort.Tensor('float32', data, dims)] as const,
    );
    const outputs = await session.run(Object.fromEntries(feeds));
    // 3 maps of 14 × 14 patches, 50 words, sex, age, echogenicity and shape.
    const tokens = 3 * 14 * 14 + 54;
    expect(outputs.attentionSelf!.dims.slice(-2)).toEqual([tokens, tokens]);
    const expected = JSON.parse(readFileSync(golden, 'utf8')) as { 1: Golden };
    for (const [name, { dims, at, values }] of Object.entries(expected[1])) {
      const data = outputs[name]!.data as Float32Array;
      expect([...outputs[name]!.dims], name).toEqual(dims);
      for (const [k, value] of values.entries())
        expect(Math.abs(data[at ? at[k]! : k]! - value), `${name}[${k}]`).toBeLessThan(1e-3);
    }
    await session.release();
  },
);
