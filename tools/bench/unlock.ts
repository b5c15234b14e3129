import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDoor } from '../../main/access/door.ts';
import { TEST_DATA_KEY, TEST_STORE } from '../../main/access/testing/testStore.ts';
import { createKeyRing } from '../../main/keys/keyRing.ts';
import { newScrypt, passphraseKey, SCRYPT_N } from '../../main/keys/passphraseKey.ts';
import { generateStore } from '../../main/store/generateStore.ts';
import { queryWorkList } from '../../main/store/index.ts';
import { median, milliseconds, type Verdict, verdict } from './report.ts';

const CASES = 10_000;
const ROUNDS = 7;
const TARGET_MS = 1000;

/**
 * From the passphrase to the first page of 10,000 cases: scrypt at the product's own cost, unsealing, opening the
 * encrypted store, the first query. Peer: scrypt at OWASP's least cost (N = 2^15, r = 8, p = 3).
 */
export async function unlock(): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-bench-'));
  try {
    const person = { userId: 'bench', name: 'Bench', passphrase: 'seven green apples' };
    await createKeyRing(folder, person, { dataKey: Buffer.from(TEST_DATA_KEY) });
    await generateStore(folder, CASES, { store: TEST_STORE });
    const whole: number[] = [];
    const processor: number[] = [];
    const peer: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const door = createDoor({ folder, opened: () => {}, changed: () => {} });
      const start = performance.now();
      const before = process.cpuUsage();
      await door.unlock(person.userId, person.passphrase);
      const query = { search: '', order: 'newest', offset: 0, limit: 100, archived: false } as const;
      if (queryWorkList(door.store(), query).rows.length !== 100) throw new Error('the list is not there');
      whole.push(performance.now() - start);
      const used = process.cpuUsage(before);
      processor.push((used.user + used.system) / 1000);
      door.close();
      const began = performance.now();
      await passphraseKey(person.passphrase, { ...newScrypt(2 ** 15), p: 3 });
      peer.push(performance.now() - began);
    }
    console.log(`passphrase (scrypt N = ${SCRYPT_N}) to the first page: ${milliseconds(whole)}`);
    console.log(
      `processor time of the same, which other programs cannot lengthen: ${milliseconds(processor)}`,
    );
    console.log(`peer, scrypt at OWASP’s least cost alone:       ${milliseconds(peer)}`);
    return verdict(
      median(whole) <= TARGET_MS,
      `unlock to the first page of ${CASES} cases: median ${median(whole).toFixed(0)} ms (target: ${TARGET_MS}), processor time ${median(processor).toFixed(0)} ms, ${(median(whole) / median(peer)).toFixed(1)} times the least scrypt alone`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
