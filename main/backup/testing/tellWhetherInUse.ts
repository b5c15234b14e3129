import { isStoreInUse } from '../../store/storeLock.ts';

/** A child process that tells whether it finds a store in use: SQLite's locks are between processes. */
process.send!(isStoreInUse(process.argv[2]!));
process.disconnect();
