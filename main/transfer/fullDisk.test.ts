import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestStore } from '../access/testing/testStore.ts';
import { createCase, queryWorkList, type Store } from '../store/index.ts';
import { expectSentence, failureOf } from '../store/testing/failures.ts';
import { makeCase, temporaryFolder } from '../store/testing/fixtures.ts';
import { mountSmallDisk, NO_SMALL_DISK } from '../store/testing/smallDisk.ts';
import { transferHandlers } from './handlers.ts';

const of = (store: Store) =>
  transferHandlers({
    store,
    emit: () => {},
    appVersion: '1.0.0',
    storeId: () => '3f2a91c0aaaaaaaaaaaaaaaaaaaaaaaa',
    scryptN: 1024,
  });
const list = (store: Store) =>
  queryWorkList(store, { search: '', order: 'newest', archived: false, offset: 0, limit: 500 });
const PASSPHRASE = 'for this file only';

test('on a full disk all cases of a file come in or none, and an export that cannot be logged gives no file', async ({
  skip,
}) => {
  const folder = temporaryFolder();
  const disk = mountSmallDisk(join(folder.path, 'there'), 4 << 20);
  if (!disk) return skip(NO_SMALL_DISK);
  mkdirSync(join(folder.path, 'here'));
  const here = await openTestStore(join(folder.path, 'here'));
  const there = await openTestStore(disk.path);
  try {
    for (let i = 0; i < 30; i++) createCase(here, makeCase({ label: `Case ${i}` }));
    const caseIds = list(here).rows.map(({ caseId }) => caseId);
    const file = await of(here)['transfer.export']({ caseIds, passphrase: PASSPHRASE });
    const own = createCase(there, makeCase({ label: 'own' }));

    disk.fill(60_000);
    const incoming = { ...file, passphrase: PASSPHRASE };
    expectSentence(await failureOf(() => of(there)['transfer.receive'](incoming)), 'store.diskFull');
    expect(list(there).total).toBe(1);
    expect(there.db.pragma('integrity_check', { simple: true })).toBe('ok');

    disk.fill();
    const failure = await failureOf(async () => {
      // The first entries may still fit into blocks that the write-ahead log already has.
      for (let i = 0; i < 50; i++)
        await of(there)['transfer.export']({ caseIds: [own.id], passphrase: PASSPHRASE });
    });
    expectSentence(failure, 'store.diskFull');

    disk.empty();
    expect((await of(there)['transfer.receive'](incoming)).added).toHaveLength(30);
    expect(there.db.pragma('foreign_key_check')).toEqual([]);
  } finally {
    here.close();
    there.close();
    disk.remove();
    folder.remove();
  }
});
