import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { makeRandom } from '../../app/phantom/random.ts';
import { type ScalarImage, shrink } from '../../atlas/registration/image.ts';
import { warpToFixed } from '../../atlas/registration/register.ts';
import { register } from '../../atlas/registration/run.ts';
import { median, milliseconds, notRun, type Verdict, verdict } from './report.ts';

const MASKS = '../shared/datasets/tg3k/masks';
/** A Python that has ANTs: `python3 -m venv FOLDER && FOLDER/bin/pip install antspyx`, then FOLDER/bin/python. */
const PYTHON = process.env.THYROMAP_ANTS_PYTHON ?? '/usr/bin/python3';
const PEER = fileURLToPath(new URL('./registrationPeer.py', import.meta.url));
const SIZE = 128;
const PAIRS = 50;
/** Numbered video frames: neighbours are almost the same picture, which would be too easy. */
const LEAST_APART = 200;
const TARGET_RATIO = 5;

const WAYS = {
  shipped: 'as ANTsPy ships it (mutual information, not run at the whole resolution)',
  mse: 'by mean squares, 100/70/50 steps up to the whole resolution',
} as const;
type Way = keyof typeof WAYS;

type Run = { mse: number; wallMs: number; processorMs: number; smallestJacobian: number };

/**
 * Registration of pairs of TG3K's gland masks beside ANTs' SyN, the authors' tool, both affine and then symmetric
 * diffeomorphic, at the same size, taking turns. The final error is measured here for both: the moving image as each
 * warped it, against the fixed one (LLNM-Net eq. 14).
 */
export async function registrationBench(): Promise<Verdict> {
  if (!existsSync(MASKS)) return notRun(`${MASKS} is not here, so there is nothing to register.`);
  const pairs = await readPairs();
  console.log(
    `${PAIRS} pairs of TG3K gland masks at ${SIZE} × ${SIZE}, at least ${LEAST_APART} frames apart`,
  );
  for (const [fixed, moving] of pairs.slice(0, 3)) ours(fixed, moving);
  const peer = await startPeer();
  if (!peer) {
    const runs = pairs.map(([fixed, moving]) => ours(fixed, moving));
    describe('ThyroMap', runs);
    return notRun(
      `${PYTHON} has no ANTs here, so there is no peer (set THYROMAP_ANTS_PYTHON to one that has antspyx).`,
    );
  }
  try {
    const mine: Run[] = [];
    const theirs: Record<Way, Run[]> = { shipped: [], mse: [] };
    for (const way of Object.keys(WAYS) as Way[]) await peer.run(way, ...pairs[0]!);
    for (const [fixed, moving] of pairs) {
      mine.push(ours(fixed, moving));
      for (const way of Object.keys(WAYS) as Way[]) theirs[way].push(await peer.run(way, fixed, moving));
    }
    const before = pairs.map(([fixed, moving]) => meanSquare(fixed.data, moving.data));
    console.log(`error before: median ${median(before).toFixed(5)}`);
    describe('ThyroMap, 1 thread', mine);
    const verdicts = (Object.keys(WAYS) as Way[]).map((way) => {
      describe(`ANTs ${peer.version} SyN ${WAYS[way]}, 2 threads`, theirs[way]);
      return { way, ...compare(mine, theirs[way]) };
    });
    return verdict(
      verdicts.every(({ met }) => met),
      `registration of ${PAIRS} pairs, ANTs ${peer.version} (${PYTHON}): ${verdicts
        .map(({ way, sentence }) => `SyN ${way}: ${sentence}`)
        .join('; ')} (target: ${TARGET_RATIO} times as fast at no larger error)`,
    );
  } finally {
    peer.end();
  }
}

function compare(mine: readonly Run[], theirs: readonly Run[]): { met: boolean; sentence: string } {
  const faster = median(mine.map((run, i) => theirs[i]!.wallMs / run.wallMs));
  const cheaper = median(mine.map((run, i) => theirs[i]!.processorMs / run.processorMs));
  const better = mine.filter((run, i) => run.mse <= theirs[i]!.mse).length;
  const [a, b] = [mine, theirs].map((runs) => runs.map(({ mse }) => mse)) as [number[], number[]];
  console.log(
    `  ThyroMap: ${faster.toFixed(1)} times as fast (median of the pairs), ${cheaper.toFixed(1)} times less processor time, error no larger in ${better} of ${PAIRS}`,
  );
  return {
    met: faster >= TARGET_RATIO && median(a) <= median(b) && mean(a) <= mean(b),
    sentence: `${faster.toFixed(1)} times as fast, error ${median(a).toFixed(5)} to ${median(b).toFixed(5)}`,
  };
}

function describe(name: string, runs: readonly Run[]): void {
  const errors = runs.map(({ mse }) => mse);
  console.log(`${name}:`);
  console.log(`  error: median ${median(errors).toFixed(5)}, mean ${mean(errors).toFixed(5)}`);
  console.log(`  time: ${milliseconds(runs.map(({ wallMs }) => wallMs))}`);
  console.log(`  processor: ${milliseconds(runs.map(({ processorMs }) => processorMs))}`);
  const folds = runs.filter(({ smallestJacobian }) => smallestJacobian <= 0).length;
  const least = Math.min(...runs.map(({ smallestJacobian }) => smallestJacobian));
  console.log(`  folds in ${folds} of ${runs.length}; smallest Jacobian determinant ${least.toFixed(3)}`);
}

/** From two images to the moving one in the fixed one's frame, as ANTs' figure counts it too. */
function ours(fixed: ScalarImage, moving: ScalarImage): Run {
  const processor = process.cpuUsage();
  const start = performance.now();
  const result = register(fixed, moving, { gridSize: SIZE });
  const warped = warpToFixed(result, moving, fixed);
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(processor);
  return {
    mse: meanSquare(fixed.data, warped.data),
    wallMs,
    processorMs: (user + system) / 1000,
    smallestJacobian: result.smallestJacobian,
  };
}

type Peer = {
  readonly version: string;
  run(way: Way, fixed: ScalarImage, moving: ScalarImage): Promise<Run>;
  end(): void;
};

async function startPeer(): Promise<Peer | null> {
  if (!existsSync(PYTHON) || spawnSync(PYTHON, ['-c', 'import ants']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-bench-'));
  const python = spawn(PYTHON, [PEER, String(SIZE)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('ANTs ended early');
    return value as string;
  };
  const version = await nextLine();
  const [f, m, w] = ['fixed', 'moving', 'warped'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  return {
    version,
    async run(way, fixed, moving) {
      writeFileSync(f, fixed.data);
      writeFileSync(m, moving.data);
      python.stdin.write(`${way} ${f} ${m} ${w}\n`);
      const [wallMs, processorMs, smallestJacobian] = (await nextLine()).split(' ').map(Number) as [
        number,
        number,
        number,
      ];
      const bytes = readFileSync(w);
      const warped = new Float32Array(new Uint8Array(bytes).buffer);
      return { mse: meanSquare(fixed.data, warped), wallMs, processorMs, smallestJacobian };
    },
    end() {
      python.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readPairs(): Promise<[ScalarImage, ScalarImage][]> {
  const files = readdirSync(MASKS).sort();
  const random = makeRandom(2025);
  const read = async (i: number): Promise<ScalarImage> => {
    const { data, info } = await sharp(join(MASKS, files[i]!))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const whole = { ...info, data: Float32Array.from(data, (v) => v / 255) };
    return shrink(whole, info.width / SIZE);
  };
  const pairs: [ScalarImage, ScalarImage][] = [];
  while (pairs.length < PAIRS) {
    const a = Math.floor(random.uniform() * files.length);
    const b = Math.floor(random.uniform() * files.length);
    if (Math.abs(a - b) >= LEAST_APART) pairs.push([await read(a), await read(b)]);
  }
  return pairs;
}

function meanSquare(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
