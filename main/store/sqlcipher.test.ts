import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCase, openStore } from './index.ts';
import { STORE_FILE_NAME } from './openStore.ts';
import { makeCase, temporaryFolder } from './testing/fixtures.ts';

const SCRIPT = `
import sys
import sqlcipher3.dbapi2 as sqlcipher
db = sqlcipher.connect(sys.argv[1])
db.execute(f"PRAGMA key = \\"x'{sys.argv[2]}'\\"")
print(db.execute("SELECT label FROM cases").fetchall(), db.execute("PRAGMA cipher_integrity_check").fetchall())`;

test('SQLCipher itself, another program, reads the store and finds every page whole', ({ skip }) => {
  try {
    execFileSync('python3', ['-c', 'import sqlcipher3'], { stdio: 'ignore' });
  } catch {
    skip('needs SQLCipher for Python: pip install sqlcipher3-wheels');
  }
  const folder = temporaryFolder();
  try {
    const key = Buffer.alloc(32, 9);
    const store = openStore(folder.path, { key });
    createCase(store, makeCase({ label: 'Case 12' }));
    store.close();
    const words = ['-c', SCRIPT, join(folder.path, STORE_FILE_NAME), key.toString('hex')];
    expect(execFileSync('python3', words, { encoding: 'utf8' }).trim()).toBe("[('Case 12',)] []");
  } finally {
    folder.remove();
  }
});
