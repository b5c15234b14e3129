import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EventPayload } from '../../app/contract/channels.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { createBackendClient } from '../shell/backendClient.ts';
import { dataFolder, packsFolder, productFolder } from '../shell/folders.ts';
import { forkBackend } from '../shell/forkBackend.ts';
import { keyMessageSchema } from '../shell/keyMessage.ts';
import { openBrowser } from './browser.ts';
import { startWebHost } from './host.ts';

/** The loopback web host: ThyroMap in the browser, for this machine and this launch only. */

const { values: given } = parseArgs({
  options: {
    port: { type: 'string' },
    /** One sentence: why this and not Electron. */
    reason: { type: 'string' },
    'no-browser': { type: 'boolean', default: false },
  },
});

const rendererFolder = join(productFolder(), 'out', 'renderer');
if (!existsSync(join(rendererFolder, 'index.html'))) {
  console.error('The screens have not been built yet. Run npm start, which builds them.');
  process.exit(1);
}

const backend = createBackendClient({
  start: () =>
    forkBackend({
      host: 'web',
      hostReason: given.reason ?? null,
      version: packageJson.version,
      dataFolder: dataFolder(),
      packsFolder: packsFolder(),
    }),
});
// From the process that started this one, if it holds the key.
process.on('message', (message) => {
  const given = keyMessageSchema.safeParse(message);
  if (given.success) backend.unlockWith(given.data);
});
const host = await startWebHost({
  backend,
  rendererFolder,
  onNewAddress: (address) => console.log(`A new address, for another browser: ${address}`),
  ...(given.port === undefined ? {} : { port: Number(given.port) }),
});
try {
  await backend.ready;
} catch (error) {
  console.error(`ThyroMap could not open: ${(error as Error).message}.`);
  process.exit(1);
}

console.log(`ThyroMap is open at ${host.address}`);
const opened = !given['no-browser'] && (await openBrowser(host.address));
console.log(
  opened
    ? 'Your browser shows it. Ctrl-C here closes it.'
    : 'Open this address in a browser. Ctrl-C here closes it.',
);

let backupRuns = false;
backend.onEvent((name, payload) => {
  if (name === 'backup.changed') backupRuns = (payload as EventPayload<'backup.changed'>).running !== null;
});

let leaving = false;
async function leave(): Promise<void> {
  if (leaving) process.exit(1);
  leaving = true;
  if (backupRuns)
    console.log('A backup was being made and is left off. Earlier backups and the cases are unharmed.');
  await host.close();
  await backend.close();
  process.exit(0);
}
process.on('SIGINT', leave);
process.on('SIGTERM', leave);
process.on('SIGHUP', leave);
// Started by the set-up with a channel: when that is killed outright, nothing is left running.
process.on('disconnect', leave);
