import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { TEST_STORE } from '../../main/access/testing/testStore.ts';
import { createRebuilder } from '../../main/field/rebuild.ts';
import { addOperated, maskCases } from '../../main/field/testing/operatedCases.ts';
import { listFields } from '../../main/store/fieldVersions.ts';
import { openStore } from '../../main/store/index.ts';
import { type Verdict, verdict } from './report.ts';

const CASES = 500;
/** Different outlines; each stands for several cases, since making them costs more than what is measured. */
const OUTLINES = 100;
const TARGET_S = 120;

/**
 * The risk field rebuilt from 500 operated cases of a real, encrypted store: both views of each registered onto the
 * template, smoothing by cross-validation, saved. Beside it how long the backend's thread was kept from answering.
 */
export async function rebuildBench(): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-bench-'));
  const store = openStore(folder, TEST_STORE);
  try {
    const outlines = maskCases(OUTLINES);
    addOperated(
      store,
      Array.from({ length: CASES }, (_, i) => outlines[i % OUTLINES]!),
    );
    const rebuilder = createRebuilder(store, () => {});
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const processor = process.cpuUsage();
    const started = performance.now();
    rebuilder.start('clinic');
    let placed = 0;
    while (rebuilder.job()!.state === 'running') {
      await new Promise((go) => setTimeout(go, 20));
      if (rebuilder.job()!.step !== 'placing' && placed === 0) placed = performance.now() - started;
    }
    const seconds = (performance.now() - started) / 1000;
    const used = process.cpuUsage(processor);
    delay.disable();
    const [version] = listFields(store);
    if (!version) throw new Error(`no field was built: ${JSON.stringify(rebuilder.job()!.failure)}`);
    console.log(
      `${CASES} cases, two views each: ${seconds.toFixed(1)} s (${((used.user + used.system) / 1e6).toFixed(1)} s of processor time on a machine that may be busy), of which registration ${(placed / 1000).toFixed(1)} s (${(placed / CASES).toFixed(0)} ms a case); ${version.cases} in the field, ${version.leftOut.length} left out; smoothing ${version.smoothingMm} mm`,
    );
    console.log(`backend kept from answering for at most ${(delay.max / 1e6).toFixed(0)} ms meanwhile`);
    return verdict(
      seconds < TARGET_S,
      `field rebuilt from ${CASES} cases in ${seconds.toFixed(0)} s (target: ${TARGET_S} s)`,
    );
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
