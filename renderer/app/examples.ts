import type { Link } from '../../app/contract/channels.ts';
import { ask } from '../link/link.ts';
import { currentRoute, showCase } from './route.ts';
import { watched } from './store.ts';

/** How many examples ship with the product. */
export const EXAMPLES = 12;

/** While the example pictures are being computed: how many are ready. Null otherwise. */
export const examplesReady = watched<number | null>(null);

/**
 * Adds the shipped examples, shows the first as soon as it is there and assesses those without an assessment.
 * Their pictures are computed at need, which takes a while: asking twice meanwhile does nothing.
 */
export async function addExamples(link: Link): Promise<void> {
  if (examplesReady.get() !== null) return;
  examplesReady.set(0);
  /** Each is assessed as it arrives, so that the first result need not wait for the last picture. */
  const arrived = new Set<string>();
  const arrive = async (caseId: string) => {
    if (arrived.has(caseId)) return;
    const bundle = await ask(link, 'case.get', { caseId });
    // Other cases may change meanwhile; and the same one twice while it was read.
    if (!bundle.case.simulated || arrived.has(caseId)) return;
    arrived.add(caseId);
    examplesReady.set(Math.min(arrived.size, EXAMPLES));
    if (bundle.assessment === null) await ask(link, 'assessment.start', { caseIds: [caseId] });
    const { caseId: shown, newCase } = currentRoute();
    if (shown === null && !newCase) await showCase(caseId);
  };
  let failed: unknown = null;
  const stop = link.listen('case.changed', ({ caseId }) => {
    void arrive(caseId).catch((thrown: unknown) => {
      failed ??= thrown;
    });
  });
  try {
    const { caseIds } = await ask(link, 'case.addExamples', {});
    stop();
    for (const caseId of caseIds) await arrive(caseId);
    if (failed) throw failed;
  } finally {
    stop();
    examplesReady.set(null);
  }
}
