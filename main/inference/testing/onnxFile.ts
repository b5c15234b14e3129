/** Writes small ONNX files for tests (onnx.proto3), so that no binary lies in the repository. */

type Bytes = number[];
type Tensor = { name: string; type: 'float32' | 'int64'; dims: number[] };

const varint = (n: number): Bytes => {
  const bytes: Bytes = [];
  let rest = n;
  while (rest >= 0x80) {
    bytes.push((rest % 128) + 0x80);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
};
const number = (field: number, value: number): Bytes => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, value: Bytes): Bytes => [
  ...varint(field * 8 + 2),
  ...varint(value.length),
  ...value,
];
const text = (field: number, value: string): Bytes => bytes(field, [...Buffer.from(value)]);

const valueInfo = ({ name, type, dims }: Tensor): Bytes => {
  const shape = dims.flatMap((d, i) => bytes(1, d < 0 ? text(2, `free${i}`) : number(1, d)));
  const tensorType = [...number(1, type === 'float32' ? 1 : 7), ...bytes(2, shape)];
  return [...text(1, name), ...bytes(2, bytes(1, tensorType))];
};

const node = (operator: string, inputs: string[], output: string): Bytes => [
  ...inputs.flatMap((name) => text(1, name)),
  ...text(2, output),
  ...text(4, operator),
];

const model = (nodes: Bytes[], initializers: Bytes[], input: Tensor, output: Tensor): Uint8Array => {
  const graph = [
    ...nodes.flatMap((n) => bytes(1, n)),
    ...text(2, 'test'),
    ...initializers.flatMap((t) => bytes(5, t)),
    ...bytes(11, valueInfo(input)),
    ...bytes(12, valueInfo(output)),
  ];
  return Uint8Array.from([
    ...number(1, 8),
    ...bytes(7, graph),
    ...bytes(8, [...text(1, ''), ...number(2, 13)]),
  ]);
};

const square = (name: string): Tensor => ({ name, type: 'float32', dims: [-1, -1] });

/** `after = before · before · …`: a square matrix multiplied by itself `times` times; large ones take long. */
export function powerOnnx(times: number): Uint8Array {
  const names = ['before', ...Array.from({ length: times - 1 }, (_, i) => `x${i}`), 'after'];
  const nodes = names.slice(1).map((name, i) => node('MatMul', [names[i]!, 'before'], name));
  return model(nodes, [], square('before'), square('after'));
}

/** `after = log(before)`: gives NaN for negative numbers. */
export function logOnnx(): Uint8Array {
  return model([node('Log', ['before'], 'after')], [], square('before'), square('after'));
}

/** `logit = mean(frame)` of a picture [1, 1, side, side]: a classifier whose answer can be worked out by hand. */
export function meanOnnx(side: number): Uint8Array {
  const frame: Tensor = { name: 'frame', type: 'float32', dims: [1, 1, side, side] };
  const logit: Tensor = { name: 'logit', type: 'float32', dims: [1, 1, 1, 1] };
  return model([node('ReduceMean', ['frame'], 'logit')], [], frame, logit);
}

/** `after = before + max(zeros of side × side)`: 4 bytes for each of the zeros, whatever the machine has. */
export function hungryOnnx(side: number): Uint8Array {
  const shape = [
    ...number(1, 2),
    ...number(2, 7),
    ...number(7, side),
    ...number(7, side),
    ...text(8, 'shape'),
  ];
  return model(
    [
      node('ConstantOfShape', ['shape'], 'zeros'),
      node('ReduceMax', ['zeros'], 'largest'),
      node('Add', ['before', 'largest'], 'after'),
    ],
    [shape],
    square('before'),
    square('after'),
  );
}

/** `after = before + weight` where the weight lies in a file beside the model. */
export function externalDataOnnx(file: string): Uint8Array {
  const entry = (key: string, value: string): Bytes => bytes(13, [...text(1, key), ...text(2, value)]);
  const weight = [
    ...number(1, 1),
    ...number(2, 1),
    ...text(8, 'weight'),
    ...entry('location', file),
    ...number(14, 1),
  ];
  return model([node('Add', ['before', 'weight'], 'after')], [weight], square('before'), square('after'));
}
