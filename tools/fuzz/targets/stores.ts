import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTestKeys, openTestStore, TEST_STORE } from '../../../main/access/testing/testStore.ts';
import { KEY_FILE_NAMES, readKeyFile } from '../../../main/keys/keyFile.ts';
import { AUDIT_HEAD_NAME, readAuditHead } from '../../../main/store/auditHead.ts';
import { createCase, getCaseBundle, openStore, queryWorkList } from '../../../main/store/index.ts';
import { STORE_FILE_NAME } from '../../../main/store/openStore.ts';
import { makeCase } from '../../../main/store/testing/fixtures.ts';
import { refusedOr, type Target } from '../target.ts';

/** The key file. With one copy damaged the other still opens the store; with both it says so. */
export async function keyFiles(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-fuzz-'));
  await makeTestKeys(folder);
  const [first, copy] = KEY_FILE_NAMES.map((name) => join(folder, name)) as [string, string];
  const good = readFileSync(first);
  const revision = readKeyFile(folder)!.revision;
  console.error = () => {};
  return {
    seeds: [good],
    feed: async (bytes) => {
      writeFileSync(copy, good);
      writeFileSync(first, bytes);
      if (readKeyFile(folder)?.revision !== revision) throw new Error('one damaged copy locked the store');
      return await refusedOr(() => {
        writeFileSync(first, bytes);
        writeFileSync(copy, bytes);
        readKeyFile(folder);
      });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The note of the audit log's end: anything but the one that was sealed is forged. */
export async function auditHeads(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-fuzz-'));
  const store = await openTestStore(folder);
  createCase(store, makeCase());
  store.close();
  const file = join(folder, AUDIT_HEAD_NAME);
  const good = readFileSync(file);
  const sealed = JSON.stringify(readAuditHead(folder, TEST_STORE.auditKey!));
  return {
    seeds: [good],
    feed: async (bytes) => {
      writeFileSync(file, bytes);
      const head = readAuditHead(folder, TEST_STORE.auditKey!);
      if (head === 'forged' || head === 'missing') return 'refused';
      if (JSON.stringify(head) !== sealed) throw new Error('another end of the log was believed');
      return 'taken';
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The store's own file, on a disk that spoils it: opened and read, or refused by name. */
export async function stores(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-fuzz-'));
  const file = join(folder, STORE_FILE_NAME);
  const store = await openTestStore(folder);
  const ids = ['A', 'B', 'C'].map((label) => createCase(store, makeCase({ label })).id);
  store.close();
  const kept = join(folder, 'kept');
  copyFileSync(file, kept);
  return {
    seeds: [readFileSync(kept)],
    feed: (bytes) =>
      refusedOr(() => {
        for (const end of ['-wal', '-shm', '-journal']) rmSync(file + end, { force: true });
        writeFileSync(file, bytes);
        const opened = openStore(folder, TEST_STORE);
        try {
          queryWorkList(opened, { search: '', order: 'newest', archived: false, offset: 0, limit: 10 });
          for (const id of ids) getCaseBundle(opened, id);
        } finally {
          opened.close();
        }
      }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
