import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHANNELS } from '../../../app/contract/channels.ts';
import { powerOnnx } from '../../inference/testing/onnxFile.ts';
import { writeTestPack } from '../../inference/testing/testPack.ts';
import type { AnyReply } from '../../shell/protocol.ts';
import { createBackend } from '../backend.ts';

export type OpenBackend = {
  dispatch(name: string, input: unknown): Promise<AnyReply>;
  folder: string;
  close(): Promise<void>;
};

/** The real backend on a store of its own, opened as its administrator; networks cannot be started. */
export async function openBackend(): Promise<OpenBackend> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-contract-'));
  const packsFolder = join(folder, 'shipped');
  mkdirSync(packsFolder);
  writeTestPack([{ role: 'nodule', onnx: powerOnnx(1) }], 'llnm-1.0.0', packsFolder, { name: 'llnm' });
  const backend = createBackend({
    host: 'web',
    hostReason: null,
    version: '0.0.0',
    dataFolder: join(folder, 'data'),
    packsFolder,
    startInference: () => Promise.reject(new Error('no networks in this test')),
    emit: () => {},
    checkOutputs: true,
  });
  if (Object.hasOwn(CHANNELS, 'access.setUp'))
    await backend.dispatch('access.setUp', { name: 'Administrator', passphrase: 'a long enough passphrase' });
  return {
    dispatch: (name, input) => backend.dispatch(name, input),
    folder,
    async close() {
      await backend.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
