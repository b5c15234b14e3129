import { createInference } from '../../main/inference/client.ts';
import type { Inference } from '../../main/inference/client.types.ts';
import { forkInference } from '../../main/inference/fork.ts';
import { activePackFolder } from '../../main/packs/installed.ts';

/**
 * The real inference process on the pack in use, two threads, with a clock for the time spent in networks.
 *
 * @param packs folder of the model packs
 */
export function timedInference(packs: string) {
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
    runIn: (...given) => timed(() => client.runIn(...given)),
  };
  return {
    inference,
    /** The time in networks since it was last asked, ms. */
    networksMs: () => {
      const ms = inNetworksMs;
      inNetworksMs = 0;
      return ms;
    },
    close: () => client.close(),
  };
}
