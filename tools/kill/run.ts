import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../app/morphology/random.ts';
import { makeTestKeys, openTestStore, TEST_SCRYPT_N } from '../../main/access/testing/testStore.ts';
import { createCase } from '../../main/store/index.ts';
import { makeCase } from '../../main/store/testing/fixtures.ts';
import { writeCaseFile } from '../../main/transfer/caseFile.ts';
import { takeOutCase } from '../../main/transfer/takeOut.ts';
import { checkAfterKill } from './check.ts';
import { type Expected, expectCase, newExpected } from './expected.ts';
import { workUntilDead } from './load.ts';
import { childrenOf, startBackend, startStoreChild, startWeb } from './processes.ts';

export const VICTIMS = ['backend', 'store', 'web', 'inference'] as const;
export type VictimName = (typeof VICTIMS)[number];
export type Round = { victim: VictimName; acknowledged: number; wrong: string[] };

const FILE_PASSPHRASE = 'for the kill test';
/** A folder is used for so many rounds: each opens what the ones before have left. */
const ROUNDS_PER_FOLDER = 25;
/** A kill comes after up to so many acknowledged changes, at no particular moment of the next. */
const CHANGES_MAX = 25;

/**
 * Kills (SIGKILL) one of the real processes at a random moment under load, again and again, and checks the store each
 * time. `backend` and `web`: requests through the contract; `store`: the store's functions at full speed with recorded
 * assessments; `inference`: the networks' process while it assesses tiny pictures, then the backend too.
 */
export async function runKills(options: {
  kills: number;
  seed: number;
  only?: VictimName;
  told?: (round: Round, done: number) => void;
}): Promise<Round[]> {
  const random = seededRandom(options.seed);
  const rounds: Round[] = [];
  let folder: string | null = null;
  let expected = newExpected();
  try {
    for (let i = 0; i < options.kills; i++) {
      if (i % ROUNDS_PER_FOLDER === 0) {
        if (folder) rmSync(folder, { recursive: true, force: true });
        folder = mkdtempSync(join(tmpdir(), 'thyromap-kill-'));
        await makeTestKeys(folder);
        (await openTestStore(folder)).close();
        expected = newExpected();
      }
      const victim = options.only ?? victimOf(i);
      const before = expected.acknowledged;
      await killOnce(victim, folder!, expected, random);
      const wrong = await checkAfterKill(folder!, expected);
      const round = { victim, acknowledged: expected.acknowledged - before, wrong };
      rounds.push(round);
      options.told?.(round, i + 1);
    }
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
  return rounds;
}

/** Of twelve kills five are the backend's, four the fast writer's, two the web host's and one the networks'. */
function victimOf(i: number): VictimName {
  return (
    [
      'backend',
      'store',
      'backend',
      'store',
      'web',
      'backend',
      'store',
      'backend',
      'inference',
      'web',
      'store',
      'backend',
    ] as const
  )[i % 12]!;
}

async function killOnce(
  victim: VictimName,
  folder: string,
  expected: Expected,
  random: () => number,
): Promise<void> {
  if (victim === 'store') return await killStoreChild(folder, expected, random);
  const caseFile = await makeCaseFile();
  const running = victim === 'web' ? await startWeb(folder) : await startBackend(folder);
  const assessed = new Promise<void>((resolve) => {
    running.onEvent((name, payload) => {
      if (name !== 'job.changed') return;
      const { job } = payload as { job: { state: string } };
      if (job.state === 'running') resolve();
    });
  });
  const opened = await running.wire.send('case.workList', {});
  if (!opened?.ok) throw new Error(`the store did not open: ${JSON.stringify(opened)}`);
  const working = workUntilDead(running.wire, expected, {
    random,
    caseFile,
    passphrase: FILE_PASSPHRASE,
    assess: victim === 'inference',
  });
  working.catch(() => {});
  if (victim === 'inference') await Promise.race([assessed, pause(20_000)]);
  else await acknowledgedBy(expected, expected.acknowledged + Math.floor(random() * CHANGES_MAX));
  await pause(random() * 60);
  if (victim === 'inference') {
    for (const child of childrenOf(running.pid)) kill(child);
    await pause(random() * 2000);
    const answer = await running.wire.send('case.workList', {});
    if (!answer?.ok) throw new Error('the backend did not outlive its inference process');
  }
  await running.kill();
  await working;
}

async function killStoreChild(folder: string, expected: Expected, random: () => number): Promise<void> {
  let first: () => void;
  const started = new Promise<void>((resolve) => {
    first = resolve;
  });
  const child = startStoreChild(folder, (raw) => {
    const message = raw as { kind: string; id: string; assessmentId: string; age: number };
    const one = expected.cases.get(message.id);
    if (message.kind === 'case') {
      expectCase(expected, message.id, 40);
      first();
    } else if (message.kind === 'changing') one!.age.push(message.age);
    else expected.acknowledged++;
    if (message.kind === 'assessment') one!.assessments.add(message.assessmentId);
    if (message.kind === 'changed') one!.age = [message.age];
    if (message.kind === 'outcome') one!.outcomes.told++;
  });
  const ended = once(child, 'exit');
  const early = ended.then(([code]) => {
    throw new Error(`the writer ended by itself with ${code}`);
  });
  early.catch(() => {});
  await Promise.race([started, early]);
  await pause(random() * 300);
  child.kill('SIGKILL');
  await ended;
}

/** One case of another workstation, a new one each time. */
async function makeCaseFile(): Promise<string> {
  const other = mkdtempSync(join(tmpdir(), 'thyromap-kill-other-'));
  try {
    const store = await openTestStore(other);
    const { id } = createCase(store, makeCase());
    const cases = [takeOutCase(store, id)];
    store.close();
    const facts = { madeAt: new Date().toISOString(), appVersion: '1.0.0', from: '3f2a91c0' };
    return (await writeCaseFile(facts, cases, FILE_PASSPHRASE, TEST_SCRYPT_N)).toString('base64');
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
}

/** So many changes acknowledged, or as long as a slow machine is given for them. */
async function acknowledgedBy(expected: Expected, changes: number): Promise<void> {
  const until = Date.now() + 10_000;
  while (expected.acknowledged < changes && Date.now() < until) await pause(5);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
}
