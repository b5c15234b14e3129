import { FailureError } from '../../app/failure.ts';
import type { NetworkManifest, TensorSpec } from '../../app/pack/manifest.ts';
import type { PlainTensors } from './protocol.ts';

/** What onnxruntime says of a session's inputs or outputs; a free size is a name or an empty string. */
export type SessionTensor = { name: string; type: string; shape: readonly (number | string)[] };

/** Compares a session with the manifest, name by name; throws `pack.mismatch` with the first difference. */
export function checkSession(
  network: NetworkManifest,
  inputs: readonly SessionTensor[],
  outputs: readonly SessionTensor[],
): void {
  compare(network.file, 'input', network.inputs, inputs);
  compare(network.file, 'output', network.outputs, outputs);
}

function compare(file: string, what: string, specs: TensorSpec[], found: readonly SessionTensor[]): void {
  const fail = (detail: string): never => {
    throw new FailureError('pack.mismatch', { file }, detail);
  };
  const foundNames = found.map((t) => t.name).sort();
  const wantedNames = specs.map((t) => t.name).sort();
  if (foundNames.join() !== wantedNames.join())
    fail(`${what}s are [${foundNames.join(', ')}], manifest [${wantedNames.join(', ')}]`);
  for (const spec of specs) {
    const tensor = found.find((t) => t.name === spec.name)!;
    if (tensor.type !== spec.type) fail(`${what} ${spec.name} is ${tensor.type}, manifest ${spec.type}`);
    const dims = tensor.shape.map((d) => (typeof d === 'number' ? d : -1));
    if (dims.join() !== spec.dims.join())
      fail(`${what} ${spec.name} has sizes [${dims.join(', ')}], manifest [${spec.dims.join(', ')}]`);
  }
}

/** Checks what a caller hands to a network before onnxruntime sees it; throws `inference.badInput`. */
export function checkInputs(network: NetworkManifest, inputs: PlainTensors): void {
  const fail = (detail: string): never => {
    throw new FailureError('inference.badInput', { network: network.name }, detail);
  };
  const wanted = network.inputs.map((t) => t.name).sort();
  const given = Object.keys(inputs).sort();
  if (wanted.join() !== given.join()) fail(`inputs [${given.join(', ')}], expected [${wanted.join(', ')}]`);
  for (const spec of network.inputs) {
    const tensor = inputs[spec.name]!;
    if (tensor.type !== spec.type) fail(`${spec.name} is ${tensor.type}, expected ${spec.type}`);
    const isLong = tensor.data instanceof BigInt64Array;
    if (isLong !== (tensor.type === 'int64')) fail(`${spec.name} has the wrong kind of array`);
    const fits =
      tensor.dims.length === spec.dims.length && spec.dims.every((d, i) => d < 0 || d === tensor.dims[i]);
    if (!fits) fail(`${spec.name} has sizes [${tensor.dims.join(', ')}], expected [${spec.dims.join(', ')}]`);
    const count = tensor.dims.reduce((a, b) => a * b, 1);
    if (count !== tensor.data.length)
      fail(`${spec.name} holds ${tensor.data.length} values, sizes say ${count}`);
  }
}

/** A network that answers with NaN or infinity must never reach the screen as a number. */
export function checkOutputs(network: NetworkManifest, outputs: PlainTensors): void {
  for (const [name, tensor] of Object.entries(outputs)) {
    if (tensor.data instanceof BigInt64Array) continue;
    for (const value of tensor.data) {
      if (!Number.isFinite(value))
        throw new FailureError('inference.notFinite', { network: network.name }, `output ${name}`);
    }
  }
}
