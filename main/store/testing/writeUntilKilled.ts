import { createCase } from '../createCase.ts';
import { openStore } from '../openStore.ts';
import { makeCase } from './fixtures.ts';

/** A child process that stores one case after another and tells each id once it is stored; the test kills it. */
const store = openStore(process.argv[2]!);
for (let i = 0; ; i++) {
  const { id } = createCase(store, makeCase({ label: `Case ${i}` }));
  process.send!(id);
  // let the message leave before the next write
  await new Promise((resolve) => setImmediate(resolve));
}
