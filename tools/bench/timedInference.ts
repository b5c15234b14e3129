import { createInference } from '../../main/inference/client.ts';
import type { Inference } from '../../main/inference/client.types.ts';
import { forkInference } from '../../main/inference/fork.ts';
import { activePackFolder } from '../../main/packs/installed.ts';
import { notRun, type Verdict } from './report.ts';

export type TimedInference = {
  readonly inference: Inference;
  /** The time in networks since it was last asked, ms. */
  readonly networksMs: () => number;
};

/**
 * Runs a benchmark on the real inference process with the pack in use, two threads and a clock for the time spent in
 * networks; not run where the pack is not complete.
 *
 * @param packs folder of the model packs
 */
export async function onInference(
  packs: string,
  benchmark: (timed: TimedInference) => Promise<Verdict>,
): Promise<Verdict> {
  const client = createInference({
    start: forkInference,
    packFolder: () => activePackFolder(packs),
    threads: () => 2,
  });
  let inNetworksMs = 0;
  const timed = async <T>(run: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await run();
    inNetworksMs += performance.now() - start;
    return result;
  };
  const inference: Inference = {
    ...client,
    run: (...given) => timed(() => client.run(...given)),
    runMany: (...given) => timed(() => client.runMany(...given)),
    runIn: (...given) => timed(() => client.runIn(...given)),
  };
  const networksMs = () => {
    const ms = inNetworksMs;
    inNetworksMs = 0;
    return ms;
  };
  try {
    try {
      await client.pack();
    } catch (error) {
      return notRun(`The pack is not complete here: ${(error as Error).message}`);
    }
    return await benchmark({ inference, networksMs });
  } finally {
    await client.close();
  }
}
