import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkListQuery } from '../../app/contract/channels.ts';
import { makeRandom } from '../../app/phantom/random.ts';
import { TEST_STORE } from '../../main/access/testing/testStore.ts';
import { generateStore } from '../../main/store/generateStore.ts';
import { openStore, queryWorkList, setReviewed } from '../../main/store/index.ts';
import { median, milliseconds, percentile, type Verdict, verdict } from './report.ts';

const CASES = 100_000;
const TARGET_MS = 30;
const SEARCHES = [
  '',
  'risk>70',
  'stage:2 left upper',
  'unreviewed',
  'risk>70 left unreviewed 2024-10',
  'spiculated',
  'spic',
  'microcalcifications capsule',
  '毛刺',
  'Case 0420',
  '2025-03 right lower',
  'hypoechoic nodule risk<20',
] as const;
const ORDERS: WorkListQuery['order'][] = ['newest', 'oldest', 'riskHigh', 'riskLow', 'label'];

/**
 * Query and search of the work list at 100,000 cases, through the store's own function. A result may be kept from
 * the query before, so every measured query follows a write (a case is marked as reviewed), as in real work, or is
 * another query than the one before. Peer: the same database read as a plain table, LIKE on the report, sorted.
 */
export async function workList(): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-bench-'));
  try {
    const started = performance.now();
    await generateStore(folder, CASES, { store: TEST_STORE });
    console.log(
      `store of ${CASES} cases generated in ${((performance.now() - started) / 1000).toFixed(0)} s`,
    );
    const store = openStore(folder, TEST_STORE);
    try {
      const random = makeRandom(2);
      const someCase = queryWorkList(store, query('', 'newest', 0)).rows[0]!.caseId;
      const fresh: number[] = [];
      const typing: number[] = [];
      const bySearch = new Map<string, number[]>();
      for (let round = 0; round < 6; round++) {
        for (const search of SEARCHES) {
          for (const order of ORDERS) {
            setReviewed(store, someCase, random.uniform() < 0.5);
            const ms = time(() => queryWorkList(store, query(search, order, 0)));
            fresh.push(ms);
            bySearch.set(search, [...(bySearch.get(search) ?? []), ms]);
          }
        }
        for (const word of ['spiculated', 'capsule', '边界']) {
          for (let length = 1; length <= word.length; length++) {
            typing.push(time(() => queryWorkList(store, query(word.slice(0, length), 'newest', 0))));
          }
        }
      }
      const deep = SEARCHES.map((search) =>
        time(() => queryWorkList(store, query(search, 'newest', 20_000))),
      );
      console.log(`first page after a write: ${milliseconds(fresh)}`);
      console.log(`letter by letter:         ${milliseconds(typing)}`);
      console.log(`page at row 20,000:       ${milliseconds(deep)}`);
      for (const [search, times] of bySearch) {
        console.log(`  ${percentile(times, 0.95).toFixed(1).padStart(6)} ms p95  ${search || '(all)'}`);
      }
      const plain = store.db.prepare(
        'SELECT * FROM cases WHERE report LIKE ? ORDER BY created_at DESC LIMIT 100',
      );
      const counting = store.db.prepare('SELECT count(*) FROM cases WHERE report LIKE ?');
      const peer = Array.from({ length: 12 }, (_, i) => {
        const words = i % 2 ? '%microcalcifications%' : '%zzz%';
        return time(() => [plain.all(words), counting.get(words)]);
      });
      console.log(`peer, plain table and LIKE: ${milliseconds(peer)}`);
      const all = [...fresh, ...typing, ...deep];
      const p95 = percentile(all, 0.95);
      const own = percentile(onProcessor(all), 0.95);
      console.log(`processor time of the same queries: ${milliseconds(onProcessor(all))}`);
      return verdict(
        p95 <= TARGET_MS,
        `work list at ${CASES} cases: p95 ${p95.toFixed(1)} ms (target: ${TARGET_MS}), processor time ${own.toFixed(1)} ms; plain LIKE takes ${(median(peer) / median(fresh)).toFixed(0)} times the median`,
      );
    } finally {
      store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function query(search: string, order: WorkListQuery['order'], offset: number): WorkListQuery {
  return { search, order, offset, limit: 100, archived: false };
}

/** Wall time; the processor's own time of the same work is kept beside it, which other programs cannot lengthen. */
function time(work: () => unknown): number {
  const before = process.cpuUsage();
  const start = performance.now();
  work();
  const wall = performance.now() - start;
  const used = process.cpuUsage(before);
  processorTimes.set(wall, (used.user + used.system) / 1000);
  return wall;
}

const processorTimes = new Map<number, number>();
const onProcessor = (times: readonly number[]) => times.map((wall) => processorTimes.get(wall)!);
