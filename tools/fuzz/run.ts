import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchMemory } from '../../main/inference/memoryWatch.ts';
import type { Batch, BatchReport } from './child.ts';
import { TARGETS } from './targets/index.ts';

/** No input may take longer, even on a machine that is busy with other things; decoders end themselves before. */
const HANG_MS = 40_000;
const BEGIN_MS = 180_000;
const HEAP_MB = 768;
const MEMORY_BYTES_MAX = 2 * 2 ** 30;
const BATCH = 1500;

export type Finding = {
  target: string;
  input: number;
  kind: 'crash' | 'hang' | 'memory' | 'untyped' | 'left behind';
  what: string;
};
export type TargetResult = {
  target: string;
  inputs: number;
  taken: number;
  refused: number;
  slowest: { input: number; ms: number };
};
export type FuzzResult = { targets: TargetResult[]; findings: Finding[] };

export type FuzzOptions = {
  inputs: number;
  seed: number;
  /** One target alone, and from which input on. */
  only?: string;
  from?: number;
  hangMs?: number;
  memoryBytesMax?: number;
};

/** Runs `inputs` in all, by each target's share. The same seed gives the same inputs. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzResult> {
  const shared = join(import.meta.dirname, '..', '..', '..', 'shared');
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-fuzz-progress-'));
  const findings: Finding[] = [];
  const targets: TargetResult[] = [];
  for (const [target, share] of options.only ? [[options.only, 1] as const] : shares()) {
    const first = options.from ?? 0;
    const inputs = Math.ceil(options.inputs * share);
    const result: TargetResult = { target, inputs, taken: 0, refused: 0, slowest: { input: 0, ms: 0 } };
    for (let from = first; from < first + inputs; ) {
      const to = Math.min(from + BATCH, first + inputs);
      const progressFile = join(folder, target);
      rmSync(progressFile, { force: true });
      const ended = await runBatch(
        {
          target,
          seed: options.seed,
          from,
          to,
          progressFile,
          shared: existsSync(shared) ? shared : null,
        },
        options,
      );
      if ('report' in ended) {
        const { report } = ended;
        result.taken += report.taken;
        result.refused += report.refused;
        if (report.slowest.ms > result.slowest.ms) result.slowest = report.slowest;
        for (const { input, what } of report.untyped) findings.push({ target, input, kind: 'untyped', what });
        if (report.leftBehind)
          findings.push({ target, input: to, kind: 'left behind', what: report.leftBehind });
        from = to;
      } else {
        findings.push({ target, ...ended });
        // Before its first input: the target itself is broken, and would be for every input.
        if (!existsSync(progressFile)) break;
        from = ended.input + 1;
      }
    }
    targets.push(result);
  }
  rmSync(folder, { recursive: true, force: true });
  return { targets, findings };
}

type Ended = { report: BatchReport } | Pick<Finding, 'input' | 'kind' | 'what'>;

function shares(): [string, number][] {
  return Object.entries(TARGETS).map(([target, { share }]) => [target, share]);
}

function runBatch(
  batch: Batch,
  { hangMs = HANG_MS, memoryBytesMax = MEMORY_BYTES_MAX }: FuzzOptions,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, 'child.ts'), [JSON.stringify(batch)], {
      execArgv: [
        '--experimental-strip-types',
        '--disable-warning=ExperimentalWarning',
        `--max-old-space-size=${HEAP_MB}`,
      ],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let report: BatchReport | null = null;
    let why: 'hang' | 'memory' | null = null;
    let said = '';
    child.stderr?.on('data', (data) => {
      said = (said + data).slice(-4000);
    });
    child.on('message', (message) => {
      report = message as BatchReport;
    });
    const end = (kind: 'hang' | 'memory'): void => {
      why = kind;
      child.kill('SIGKILL');
    };
    const stopWatch = watchMemory(child.pid ?? null, () => end('memory'), memoryBytesMax);
    let last: number | null = -1;
    let since = Date.now();
    const timer = setInterval(() => {
      const now = existsSync(batch.progressFile) ? inputUnderWay(batch) : null;
      // Loading code and making seeds takes its own time on a busy machine.
      const limit = existsSync(batch.progressFile) ? hangMs : BEGIN_MS;
      if (now !== last) [last, since] = [now, Date.now()];
      else if (Date.now() - since > limit) end('hang');
    }, 500);
    child.on('exit', (code, signal) => {
      clearInterval(timer);
      stopWatch();
      if (report && why === null) resolve({ report });
      else
        resolve({
          input: inputUnderWay(batch),
          kind: why ?? 'crash',
          what: `${signal ?? `exit code ${code}`} ${said.trim()}`,
        });
    });
  });
}

function inputUnderWay(batch: Batch): number {
  try {
    return Number(readFileSync(batch.progressFile, 'utf8').trim() || batch.from);
  } catch {
    return batch.from;
  }
}
