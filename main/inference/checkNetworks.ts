import { FailureError } from '../../app/failure.ts';
import type { NetworkManifest } from '../../app/pack/manifest.ts';
import { openNetwork, runNetwork } from './networks.ts';
import { readNetwork, readPack } from './packFiles.ts';
import type { PlainTensor, PlainTensors } from './protocol.ts';

/** More values than this are not made up for a trial run (64 MB of 32-bit floats). */
const TRIAL_VALUES_MAX = 2 ** 24;

/**
 * Makes sure that a pack can be used before it is installed: each network is loaded with every check, run once on
 * zeros where its sizes are fixed (all but the first, which counts pictures), and let go again, one after the other.
 */
export async function checkNetworks(packFolder: string, manifestSha256: string): Promise<void> {
  const pack = readPack(packFolder);
  if (pack.sha256 !== manifestSha256)
    throw new FailureError('pack.altered', { file: 'manifest.json', folder: packFolder });
  for (const network of pack.manifest.networks) {
    const session = await openNetwork(network, readNetwork(packFolder, network), 1);
    try {
      const zeros = zerosFor(network);
      if (zeros) checkSizes(network, await runNetwork({ network, session }, zeros));
    } finally {
      await session.release();
    }
  }
}

function zerosFor(network: NetworkManifest): PlainTensors | null {
  const inputs: PlainTensors = {};
  for (const { name, type, dims } of network.inputs) {
    if (dims.slice(1).some((size) => size < 1)) return null;
    const sizes = dims.map((size) => Math.max(1, size));
    const count = sizes.reduce((product, size) => product * size, 1);
    if (count > TRIAL_VALUES_MAX) return null;
    const data: PlainTensor['data'] = type === 'int64' ? new BigInt64Array(count) : new Float32Array(count);
    inputs[name] = { type, data, dims: sizes };
  }
  return inputs;
}

function checkSizes(network: NetworkManifest, outputs: PlainTensors): void {
  for (const { name, dims } of network.outputs) {
    const given = outputs[name]!.dims;
    const fits = given.length === dims.length && dims.every((size, i) => size < 0 || size === given[i]);
    if (!fits)
      throw new FailureError(
        'pack.mismatch',
        { file: network.file },
        `output ${name} came with sizes [${given.join(', ')}], manifest [${dims.join(', ')}]`,
      );
  }
}
