import { seededRandom } from '../../../app/morphology/random.ts';

/**
 * The same network with part of its weights shuffled, for the sanity check of Adebayo et al. 2018 ("Sanity checks
 * for saliency maps", cascading randomisation): values change places within their tensor, so every layer keeps its
 * distribution and nothing of what it learned. Works on the ONNX file itself; onnx.proto3 gives the field numbers.
 */

const MODEL_GRAPH = 7;
const GRAPH = { node: 1, initializer: 5 };
const NODE = { input: 1, output: 2 };
const TENSOR = { type: 2, name: 8, raw: 9 };
/** TensorProto.DataType → bytes a value. */
const FLOAT_BYTES: Readonly<Record<number, number>> = { 1: 4, 10: 2 };

type Weight = { readonly name: string; readonly raw: Uint8Array; readonly bytes: number };

/**
 * @param share 0..1: how many of the weight tensors are shuffled, counted from the network's answer backwards
 * @returns a new file; the given one stays as it is
 */
export function shuffleWeights(onnx: Uint8Array, share: number, seed: number): Uint8Array {
  const copy = Uint8Array.from(onnx);
  const ordered = weightsInOrderOfUse(copy);
  const random = seededRandom(seed);
  const first = Math.round(ordered.length * (1 - share));
  for (const { raw, bytes } of ordered.slice(first)) {
    const count = raw.length / bytes;
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      for (let b = 0; b < bytes; b++) {
        const kept = raw[i * bytes + b]!;
        raw[i * bytes + b] = raw[j * bytes + b]!;
        raw[j * bytes + b] = kept;
      }
    }
  }
  return copy;
}

/** Float tensors of more than one value, in the order in which the graph's nodes first use them. */
function weightsInOrderOfUse(onnx: Uint8Array): Weight[] {
  const weights = new Map<string, Weight>();
  const uses: { inputs: string[]; outputs: string[] }[] = [];
  for (const graph of fields(onnx).filter((f) => f.number === MODEL_GRAPH)) {
    for (const field of fields(graph.bytes)) {
      if (field.number === GRAPH.initializer) {
        const weight = readWeight(field.bytes);
        if (weight) weights.set(weight.name, weight);
      }
      if (field.number === GRAPH.node) {
        const own = fields(field.bytes);
        const names = (number: number) => own.filter((f) => f.number === number).map((f) => text(f.bytes));
        uses.push({ inputs: names(NODE.input), outputs: names(NODE.output) });
      }
    }
  }
  // A weight kept in 16 bits passes through a Cast at the head of the graph: its use is that of the Cast's output.
  const nameOf = new Map([...weights.keys()].map((name) => [name, name]));
  const order: string[] = [];
  for (const { inputs, outputs } of uses) {
    const own = inputs.filter((name) => nameOf.has(name));
    if (own.length === 1 && inputs.length === 1 && outputs.length === 1)
      nameOf.set(outputs[0]!, nameOf.get(own[0]!)!);
    else for (const name of own) order.push(nameOf.get(name)!);
  }
  return [...new Set(order)].map((name) => weights.get(name)!);
}

function readWeight(tensor: Uint8Array): Weight | null {
  const own = fields(tensor);
  const bytes = FLOAT_BYTES[own.find((f) => f.number === TENSOR.type)?.value ?? 0];
  const raw = own.find((f) => f.number === TENSOR.raw)?.bytes;
  const name = own.find((f) => f.number === TENSOR.name)?.bytes;
  return bytes && raw && name && raw.length > bytes ? { name: text(name), raw, bytes } : null;
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

type Field = { readonly number: number; readonly value: number; readonly bytes: Uint8Array };

/** The fields of one protobuf message; `bytes` are views of the message, so writing to them changes it. */
function fields(message: Uint8Array): Field[] {
  const found: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('the ONNX file ends in the middle of a field');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  };
  while (at < message.length) {
    const key = varint();
    const wire = key % 8;
    const value = wire === 0 ? varint() : 0;
    const length = wire === 2 ? varint() : wire === 1 ? 8 : wire === 5 ? 4 : 0;
    found.push({ number: Math.floor(key / 8), value, bytes: message.subarray(at, at + length) });
    at += length;
  }
  return found;
}
