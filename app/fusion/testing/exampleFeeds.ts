import { MAP_SIDE } from '../fusionInputs.ts';

/** What PyTorch answered to the example inputs (`summary` in models/training/export_tmdl.py), output by output. */
export type Golden = Record<string, { dims: number[]; at?: number[]; values: number[]; sum?: number }>;

const area = MAP_SIDE * MAP_SIDE;

/** The formula of `example_inputs` in models/training/tmdl.py: data and shape of every input of the fusion network. */
export function exampleInputs(views: number): Record<string, [data: Float32Array, dims: number[]]> {
  const maps = [views, 1, MAP_SIDE, MAP_SIDE];
  return {
    location: [wave(views * area, 0.0137, -1, 1), maps],
    texture: [wave(views * area, 0.0293, 0, 1), maps],
    margin: [wave(views * area, 0.0411, 0, 1), maps],
    report: [wave(50 * 384, 0.071, -0.5, 0.5), [1, 50, 384]],
    reportMask: [Float32Array.from({ length: 50 }, (_, i) => (i < 31 ? 1 : 0)), [1, 50]],
    demographics: [Float32Array.from([1, 1, -0.4, 1]), [1, 4]],
    morphology: [wave(views * 5, 0.9, 0, 1), [views, 5]],
    gland: [wave(views * 3, 1.7, -1, 1), [views, 3]],
  };
}

function wave(count: number, step: number, low: number, high: number): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, i) => low + (high - low) * (0.5 + 0.5 * Math.sin(i * step + 0.3)),
  );
}
