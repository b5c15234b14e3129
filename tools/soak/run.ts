import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRandom } from '../../app/phantom/random.ts';
import { makeTestKeys, TEST_STORE } from '../../main/access/testing/testStore.ts';
import { generateStore } from '../../main/store/generateStore.ts';
import { writeGreyPng } from '../../main/store/images.ts';
import { childrenOf, startBackend, type Victim } from '../kill/processes.ts';
import { type Held, heldBy } from './measure.ts';

export type SoakResult = {
  cases: number;
  backend: Held[];
  inference: Held[];
  backendPids: number;
  inferencePids: number;
};

const SIDE_PX = 64;
/** What a clinic has from the months before. */
const CASES_BEFORE = 2000;
/**
 * SQLite keeps up to 64 MB of pages (`openStore`; a work list of 100,000 cases needs most of it), which tiny pictures fill
 * in a day and ordinary ones in minutes: so many cases with pictures of this side come first, and what grows afterwards
 * is not that cache.
 */
const ORDINARY = { cases: 40, sidePx: 1024 };
/** Before a sample the processes are left alone for so long: what a running assessment holds is no leak. */
const IDLE_MS = 1500;

/**
 * Replays a long day in a store that is in use: tiny pictures staged, made into cases, assessed by the real networks, corrected, looked at and
 * searched for; after every tenth part of a fifth what each process holds, at rest.
 */
export async function runSoak(options: {
  cases: number;
  samples?: number;
  told?: (done: number, held: { backend: Held; inference: Held | null }) => void;
}): Promise<SoakResult> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-soak-'));
  const samples = Math.min(options.samples ?? 50, options.cases);
  const every = Math.max(1, Math.floor(options.cases / samples));
  const result: SoakResult = {
    cases: options.cases,
    backend: [],
    inference: [],
    backendPids: 1,
    inferencePids: 0,
  };
  const pids = new Set<number>();
  await makeTestKeys(folder);
  await generateStore(folder, CASES_BEFORE, { store: TEST_STORE });
  const backend = await startBackend(folder);
  try {
    const jobs = jobsOf(backend);
    for (let i = 1; i <= ORDINARY.cases; i++) await makeCase(asker(backend), -i, ORDINARY.sidePx);
    for (let i = 1; i <= options.cases; i++) {
      await oneCase(backend, jobs, i);
      if (i % every !== 0) continue;
      await pause(IDLE_MS);
      const held = heldBy(backend.pid);
      const [network] = childrenOf(backend.pid);
      result.backend.push(held);
      if (network !== undefined) {
        pids.add(network);
        result.inference.push(heldBy(network));
      }
      options.told?.(i, { backend: held, inference: result.inference.at(-1) ?? null });
    }
    result.inferencePids = pids.size;
  } finally {
    await backend.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  return result;
}

type Jobs = { ended(jobId: string): Promise<string> };

function jobsOf(backend: Victim): Jobs {
  const states = new Map<string, string>();
  const waiting = new Map<string, (state: string) => void>();
  backend.onEvent((name, payload) => {
    if (name !== 'job.changed') return;
    const { job } = payload as { job: { jobId: string; state: string } };
    if (!['done', 'failed', 'cancelled'].includes(job.state)) return;
    states.set(job.jobId, job.state);
    waiting.get(job.jobId)?.(job.state);
    waiting.delete(job.jobId);
  });
  return {
    ended: (jobId) =>
      new Promise((resolve) => {
        const known = states.get(jobId);
        if (known) resolve(known);
        else waiting.set(jobId, resolve);
      }),
  };
}

type Ask = (name: string, input: unknown) => Promise<never>;

const asker =
  (backend: Victim): Ask =>
  async (name, input) => {
    const reply = await backend.wire.send(name, input);
    if (!reply?.ok) throw new Error(`${name}: ${JSON.stringify(reply?.failure ?? 'the backend is gone')}`);
    return reply.value as never;
  };

/** A case of two views of another picture each time: a noisy disc on a grey ground. */
async function makeCase(ask: Ask, i: number, sidePx: number): Promise<string> {
  const random = makeRandom(1000 + i);
  const png = await writeGreyPng({
    width: sidePx,
    height: sidePx,
    spacingMmPerPx: null,
    pixels: new Uint8Array(sidePx * sidePx).map((_, at) => {
      const r = Math.hypot((at % sidePx) - sidePx / 2, Math.floor(at / sidePx) - sidePx / 2);
      return (r < ((12 + (i % 9)) / 64) * sidePx ? 60 : 130) + Math.floor(40 * random.uniform());
    }),
  });
  const views = [];
  for (const kind of ['transverse', 'longitudinal']) {
    const { stagedId } = (await ask('image.stage', {
      file: { name: `${i}-${kind}.png`, base64: png.toString('base64') },
    })) as { stagedId: string };
    views.push({ stagedId, kind, spacingMmPerPx: 6.4 / sidePx, spacingSource: 'entered' });
  }
  const facts = { label: `Case ${i}`, ageYears: 40, sex: 'F', side: 'left', pole: 'upper' };
  const { id } = (await ask('case.create', {
    facts: { ...facts, report: 'Hypoechoic solid nodule, spiculated margin' },
    views,
  })) as { id: string };
  return id;
}

async function oneCase(backend: Victim, jobs: Jobs, i: number): Promise<void> {
  const ask = asker(backend);
  // Somebody is at the keyboard: a run of more than the idle time would end at a locked store.
  await ask('access.active', {});
  const id = await makeCase(ask, i, SIDE_PX);
  const { jobs: started } = (await ask('assessment.start', { caseIds: [id] })) as {
    jobs: { jobId: string }[];
  };
  const state = await jobs.ended(started[0]!.jobId);
  if (state !== 'done') throw new Error(`assessment ${i} ended as ${state}`);
  await ask('case.get', { caseId: id });
  await ask('case.setReviewed', { caseId: id, reviewed: true });
  if (i % 5 === 0) await ask('case.change', { caseId: id, facts: { ageYears: 41 } });
  await ask('case.workList', { search: 'hypoechoic' });
  if (i % 200 === 0) await ask('backup.make', {});
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
