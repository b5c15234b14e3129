import type { NetworkRole } from '../../app/pack/manifest.ts';
import { type Loaded, openNetwork, runNetwork } from './networks.ts';
import { readNetwork, readPackAs } from './packFiles.ts';
import type { PlainTensors } from './protocol.ts';

/** The networks of opinion packs: each is loaded when it is first asked and let go when room is needed. */
export type LazyNetworks = {
  run(
    packFolder: string,
    manifestSha256: string,
    role: NetworkRole,
    inputs: PlainTensors,
    wanted?: readonly string[],
  ): Promise<PlainTensors>;
  /** How many are loaded now. */
  count(): number;
};

/**
 * Files of at most this size together stay loaded; a weight stored in 8 bits takes four times its file's room once
 * loaded, so this is about 200 MB. One network alone may be larger: it is loaded by itself.
 */
const FILES_MAX_BYTES = 48 * 2 ** 20;

/** Every check that the main line passes is made here too: hash, no outside weights, inputs and outputs. */
export function createLazyNetworks(threads: number, filesMaxBytes: number = FILES_MAX_BYTES): LazyNetworks {
  // A Map keeps the order of insertion: the first is the one used longest ago.
  const loaded = new Map<string, Loaded>();

  async function makeRoom(bytes: number): Promise<void> {
    let total = bytes;
    for (const { network } of loaded.values()) total += network.bytes;
    for (const [key, { network, session }] of loaded) {
      if (total <= filesMaxBytes) return;
      loaded.delete(key);
      total -= network.bytes;
      await session.release();
    }
  }

  return {
    async run(packFolder, manifestSha256, role, inputs, wanted) {
      const key = `${manifestSha256} ${role}`;
      let found = loaded.get(key);
      if (!found) {
        const network = readPackAs(packFolder, manifestSha256, role);
        await makeRoom(network.bytes);
        found = { network, session: await openNetwork(network, readNetwork(packFolder, network), threads) };
      }
      loaded.delete(key);
      loaded.set(key, found);
      return await runNetwork(found, inputs, wanted);
    },
    count: () => loaded.size,
  };
}
