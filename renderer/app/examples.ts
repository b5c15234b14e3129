import type { Link } from '../../app/contract/channels.ts';
import { ask } from '../link/link.ts';
import { currentRoute, showCase } from './route.ts';
import { watched } from './store.ts';

/** How many examples ship with the product. */
export const EXAMPLES = 12;

/** While the example pictures are being computed: how many are ready. Null otherwise. */
export const examplesReady = watched<number | null>(null);

/**
 * Adds the shipped examples, shows the first as soon as it is there and assesses those without an estimate.
 * Their pictures are computed at need, which takes a while: asking twice meanwhile does nothing.
 */
export async function addExamples(link: Link): Promise<void> {
  if (examplesReady.get() !== null) return;
  examplesReady.set(0);
  const arrived = new Set<string>();
  const stop = link.listen('case.changed', ({ caseId }) => {
    arrived.add(caseId);
    examplesReady.set(Math.min(arrived.size, EXAMPLES));
    const { caseId: shown, newCase } = currentRoute();
    if (shown === null && !newCase) void showCase(caseId);
  });
  try {
    const { caseIds } = await ask(link, 'case.addExamples', {});
    const open: string[] = [];
    for (const caseId of caseIds) {
      if ((await ask(link, 'case.get', { caseId })).assessment === null) open.push(caseId);
    }
    if (open.length > 0) await ask(link, 'assessment.start', { caseIds: open });
    if (currentRoute().caseId === null && !currentRoute().newCase) await showCase(caseIds[0] ?? null);
  } finally {
    stop();
    examplesReady.set(null);
  }
}
