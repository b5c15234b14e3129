import type { PlainTensors } from './protocol.ts';

/** Answers of the same network as one: every output with a new first dimension, an answer each. */
export function stack(answers: readonly PlainTensors[]): PlainTensors {
  const names = Object.keys(answers[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const all = answers.map((answer) => answer[name]!);
      const { type, dims, data } = all[0]!;
      const size = data.length;
      const whole =
        data instanceof BigInt64Array
          ? new BigInt64Array(size * all.length)
          : new Float32Array(size * all.length);
      for (const [i, one] of all.entries()) whole.set(one.data as never, i * size);
      return [name, { type, data: whole, dims: [all.length, ...dims] }];
    }),
  );
}
