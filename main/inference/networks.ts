import * as ort from 'onnxruntime-node';
import { FailureError } from '../../app/failure.ts';
import type { NetworkManifest, NetworkRole } from '../../app/pack/manifest.ts';
import { hasExternalData } from './externalData.ts';
import { onlyOutputs } from './onlyOutputs.ts';
import { readNetwork, readPack } from './packFiles.ts';
import type { PlainTensors } from './protocol.ts';
import { checkInputs, checkOutputs, checkSession, type SessionTensor } from './specification.ts';

/** Loaded networks. Only the inference process may import this file: it loads onnxruntime-node. */
export type Networks = {
  run(role: NetworkRole, inputs: PlainTensors, wanted?: readonly string[]): Promise<PlainTensors>;
};

export type Loaded = {
  readonly network: NetworkManifest;
  readonly session: ort.InferenceSession;
  /** A session that computes these outputs alone, where there is one: made when first asked. */
  readonly only?: (outputs: readonly string[]) => Promise<ort.InferenceSession>;
};

/**
 * Loads every network of a pack after its checks: manifest schema, size and SHA-256 of each file, no weights
 * outside the file, names, types and sizes of inputs and outputs. The bytes that were hashed are the bytes loaded.
 */
export async function loadNetworks(
  packFolder: string,
  manifestSha256: string,
  threads: number,
): Promise<Networks> {
  const pack = readPack(packFolder);
  if (pack.sha256 !== manifestSha256)
    throw new FailureError('pack.altered', { file: 'manifest.json', folder: packFolder });
  const loaded = new Map<NetworkRole, Loaded>();
  for (const network of pack.manifest.networks) {
    const session = await openNetwork(network, readNetwork(packFolder, network), threads);
    const smaller = new Map<string, Promise<ort.InferenceSession | null>>();
    const only = (outputs: readonly string[]): Promise<ort.InferenceSession> => {
      const key = outputs.join();
      const opened =
        smaller.get(key) ?? openOnly(network, readNetwork(packFolder, network), outputs, threads);
      smaller.set(key, opened);
      // Not remembered where it failed, for want of memory, say: tried again at the next question.
      opened.catch(() => smaller.delete(key));
      return opened.then((one) => one ?? session);
    };
    loaded.set(network.role, { network, session, only });
  }
  return {
    async run(role, inputs, wanted) {
      const found = loaded.get(role);
      if (!found) throw new FailureError('pack.networkMissing', { role, pack: pack.manifest.name });
      return runNetwork(found, inputs, wanted);
    },
  };
}

/** Opens one network from bytes whose hash was checked; refuses what the manifest does not describe. */
export async function openNetwork(
  network: NetworkManifest,
  bytes: Buffer,
  threads: number,
): Promise<ort.InferenceSession> {
  let external: boolean;
  let session: ort.InferenceSession;
  try {
    external = hasExternalData(bytes);
    if (external) throw new FailureError('pack.externalData', { file: network.file });
    session = await ort.InferenceSession.create(bytes, sessionOptions(threads));
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError('pack.notLoadable', { file: network.file }, String(error));
  }
  checkSession(network, tensorsOf(session.inputMetadata), tensorsOf(session.outputMetadata));
  return session;
}

const sessionOptions = (threads: number): ort.InferenceSession.SessionOptions => ({
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  executionProviders: ['cpu'],
  logSeverityLevel: 3,
});

/** A network that was opened whole before, for some of its outputs; null where it cannot be taken apart. */
async function openOnly(
  network: NetworkManifest,
  bytes: Buffer,
  outputs: readonly string[],
  threads: number,
): Promise<ort.InferenceSession | null> {
  const smaller = outputs.length < network.outputs.length ? onlyOutputs(bytes, outputs) : null;
  return smaller && (await ort.InferenceSession.create(smaller, sessionOptions(threads)));
}

function tensorsOf(metadata: readonly ort.InferenceSession.ValueMetadata[]): SessionTensor[] {
  return metadata.map((m) =>
    m.isTensor
      ? { name: m.name, type: m.type, shape: m.shape }
      : { name: m.name, type: 'not a tensor', shape: [] },
  );
}

/** Runs one network; inputs and outputs are held against its description. Without `wanted` every output comes back. */
export async function runNetwork(
  { network, session, only }: Loaded,
  inputs: PlainTensors,
  wanted?: readonly string[],
): Promise<PlainTensors> {
  checkInputs(network, inputs);
  const asked = wanted ? wanted.map((name) => outputNamed(network, name)) : network.outputs;
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, t]) => [name, new ort.Tensor(t.type, t.data as never, t.dims)]),
  );
  let results: ort.InferenceSession.ReturnType;
  try {
    const names = asked.map(({ name }) => name);
    const smallest = wanted && only ? await only(names) : session;
    results = await smallest.run(feeds, names);
  } catch (error) {
    // The file was read again for a smaller session, and is not what it was.
    if (error instanceof FailureError) throw error;
    throw new FailureError('inference.runFailed', { network: network.name }, String(error));
  }
  const outputs: PlainTensors = {};
  for (const spec of asked) {
    const tensor = results[spec.name]!;
    outputs[spec.name] = {
      type: spec.type,
      data: tensor.data as Float32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>,
      dims: [...tensor.dims],
    };
  }
  checkOutputs(network, outputs);
  return outputs;
}

function outputNamed(network: NetworkManifest, name: string): NetworkManifest['outputs'][number] {
  const spec = network.outputs.find((one) => one.name === name);
  if (!spec) throw new FailureError('inference.badInput', { network: network.name }, `no output ${name}`);
  return spec;
}
