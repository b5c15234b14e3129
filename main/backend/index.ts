import type { EventName, EventPayload } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import { NO_KEYCHAIN } from '../access/keychain.ts';
import { backendOptionsSchema } from '../shell/protocol.ts';
import { createBackend } from './backend.ts';
import { collectAtRest } from './collectAtRest.ts';
import { connectShell } from './shellChannel.ts';

/** The backend process: case store, pipeline, import and export. The same entry under Electron and the web host. */

const options = backendOptionsSchema.parse(JSON.parse(process.argv[2] ?? 'null'));
const shell = connectShell();
const backend = createBackend({
  ...options,
  keychain: options.host === 'electron' ? shell.keychain : NO_KEYCHAIN,
  startInference: shell.startInference,
  emit: <N extends EventName>(name: N, payload: EventPayload<N>) =>
    shell.send({ kind: 'event', name, payload }),
  checkOutputs: process.env.THYROMAP_CHECK_OUTPUTS === '1',
});

// What comes first is done first: a request never overtakes the key that was handed over before it.
let settled = backend.ready;
const asked = collectAtRest();
shell.onMessage(async (message) => {
  asked();
  if (message.kind === 'unlockWith') {
    const dataKey = Buffer.from(message.dataKey, 'base64');
    settled = settled
      .then(() => backend.unlockWithKey(dataKey))
      // A store that does not open is told by `app.info`.
      .catch((error) => {
        if (!(error instanceof FailureError)) console.error('opening with a key:', error);
      });
  } else if (message.kind === 'request') {
    await settled;
    const reply = await backend.dispatch(message.name, message.input);
    shell.send({ kind: 'reply', id: message.id, reply });
  } else if (message.kind === 'close') await leave();
});
shell.onGone(leave);
// Ctrl-C reaches the whole process group; the shell decides when to close.
process.on('SIGINT', () => {});
process.on('SIGTERM', leave);
shell.send({ kind: 'ready' });

async function leave(): Promise<void> {
  await backend.close();
  process.exit(0);
}
