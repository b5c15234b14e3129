import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { distanceToSites } from '../../app/location/distanceTransform.ts';
import { makeRandom } from '../../app/phantom/random.ts';
import { median, milliseconds, notRun, type Verdict, verdict } from './report.ts';

const PYTHON = '/usr/bin/python3';
const SIZE = 1024;
const WARM_UPS = 3;
const ROUNDS = 25;

/**
 * Answers each line `name` with the milliseconds scipy's exact transform takes on that mask, and `check name` with
 * the largest difference from our values.
 */
const PEER = `
import sys, time
import numpy as np
import scipy
from scipy import ndimage
folder, size = sys.argv[1], int(sys.argv[2])
masks = {}
def load(name):
    if name not in masks:
        masks[name] = 1 - np.fromfile(f'{folder}/{name}.mask', np.uint8).reshape(size, size)
    return masks[name]
print(scipy.__version__, flush=True)
for line in sys.stdin:
    words = line.split()
    if words[0] == 'check':
        ours = np.fromfile(f'{folder}/{words[1]}.f64').reshape(size, size)
        print(float(np.abs(ours - ndimage.distance_transform_edt(load(words[1]))).max()), flush=True)
        continue
    mask = load(words[0])
    start = time.perf_counter()
    ndimage.distance_transform_edt(mask)
    print((time.perf_counter() - start) * 1000, flush=True)
`;

/**
 * Exact Euclidean distance transform at 1024² against scipy.ndimage.distance_transform_edt. The two take turns, so
 * that whatever else the machine does falls on both.
 */
export async function distanceTransform(): Promise<Verdict> {
  if (!existsSync(PYTHON) || spawnSync(PYTHON, ['-c', 'import scipy.ndimage']).status !== 0) {
    return notRun(
      `${PYTHON} has no scipy here (Debian: python3-scipy), so there is no peer to compare with.`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-bench-'));
  const peer = spawn(PYTHON, ['-c', PEER, folder, String(SIZE)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the peer ended early');
    return value as string;
  };
  const ask = async (line: string): Promise<number> => {
    peer.stdin.write(`${line}\n`);
    return Number(await nextLine());
  };
  try {
    const version = await nextLine();
    let worstRatio = Number.POSITIVE_INFINITY;
    let worstDifference = 0;
    for (const [name, sites] of Object.entries(masks())) {
      writeFileSync(join(folder, `${name}.mask`), sites);
      const ours: number[] = [];
      const theirs: number[] = [];
      let result: Float64Array = new Float64Array(0);
      for (let round = -WARM_UPS; round < ROUNDS; round++) {
        const start = performance.now();
        result = distanceToSites(sites, SIZE, SIZE);
        const mine = performance.now() - start;
        const other = await ask(name);
        if (round < 0) continue;
        ours.push(mine);
        theirs.push(other);
      }
      writeFileSync(join(folder, `${name}.f64`), new Uint8Array(result.buffer));
      const difference = await ask(`check ${name}`);
      const ratio = median(theirs) / median(ours);
      worstRatio = Math.min(worstRatio, ratio);
      worstDifference = Math.max(worstDifference, difference);
      console.log(`${name}: ThyroMap ${milliseconds(ours)}`);
      console.log(`  scipy ${version} ${milliseconds(theirs)}`);
      console.log(
        `  ${ratio.toFixed(2)} times as fast; largest difference ${difference.toExponential(1)} px`,
      );
    }
    return verdict(
      worstRatio >= 1 && worstDifference < 1e-9,
      `exact distance transform ${SIZE}²: at least ${worstRatio.toFixed(2)} times as fast as scipy ${version} (target: 1), same values`,
    );
  } finally {
    peer.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the product transforms (everything outside a gland), and two harder masks. */
function masks(): Record<string, Uint8Array> {
  const gland = new Uint8Array(SIZE * SIZE);
  const sparse = new Uint8Array(SIZE * SIZE);
  const noise = new Uint8Array(SIZE * SIZE);
  const random = makeRandom(1);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const i = y * SIZE + x;
      const lobe = ((x - 330) / 250) ** 2 + ((y - 520) / 330) ** 2 < 1;
      const other = ((x - 730) / 230) ** 2 + ((y - 540) / 300) ** 2 < 1;
      gland[i] = lobe || other ? 0 : 1;
      sparse[i] = random.uniform() < 0.0005 ? 1 : 0;
      noise[i] = random.uniform() < 0.2 ? 1 : 0;
    }
  }
  return { gland, sparse, noise };
}
