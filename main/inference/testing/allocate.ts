import { watchOwnMemory } from '../ownMemory.ts';

/** A process that watches its memory and then takes more and more without ever returning to its event loop. */
watchOwnMemory(Number(process.argv[2]));
const until = Date.now() + 500;
while (Date.now() < until); // the watcher starts meanwhile
const held: Buffer[] = [];
for (;;) held.push(Buffer.alloc(8 * 2 ** 20, held.length + 1));
