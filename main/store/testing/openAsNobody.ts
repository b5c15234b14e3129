import Database from 'better-sqlite3';
import { toFailure } from '../../../app/failure.ts';
import { openStore } from '../openStore.ts';

/** A child process that gives up root's rights, which ignore permissions, and then opens a store. */
new Database(':memory:').close(); // loads the native library while it may still be read
if (process.getuid?.() === 0) {
  process.setgid!(65_534);
  process.setuid!(65_534);
}
try {
  openStore(process.argv[2]!).close();
  process.send!({ code: 'opened' });
} catch (thrown) {
  process.send!(toFailure(thrown));
}
process.disconnect();
