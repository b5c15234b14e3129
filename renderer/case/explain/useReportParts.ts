import { useEffect, useMemo } from 'react';
import type { AssessedReportPart, Assessment } from '../../../app/case/assessment.ts';
import { type Failure, toFailure } from '../../../app/failure.ts';
import { useWatched, watched } from '../../app/store.ts';
import { ask, useLink } from '../../link/link.ts';

type Answer =
  | { readonly state: 'asking' }
  | { readonly state: 'done'; readonly parts: AssessedReportPart[] }
  | { readonly state: 'failed'; readonly failure: Failure };

/** Answers of this session by assessment; never stored. */
const answers = watched<Readonly<Record<string, Answer>>>({});

/** Cases passed through on the way to another are not asked about. */
const SETTLED_MS = 250;

/** Where the parts of the report on screen stand: nothing to wait for, being asked, failed, or not to be had of this assessment. */
export type PartsState = 'shown' | 'asking' | 'notAsked' | Failure;

/**
 * The assessment with what each part of its report does. That takes longer than the whole estimate, so it is asked
 * when a result is opened, and the shades follow.
 *
 * @param mayAsk the assessment is the newest of its case as it is now: of no other can the network be asked again
 */
export function useReportParts(assessment: Assessment | null, mayAsk: boolean) {
  const link = useLink();
  const wanting = assessment?.explained?.partsOnRequest ? assessment.id : null;
  const found = useWatched(answers)[wanting ?? ''];

  useEffect(() => {
    if (!wanting || !mayAsk || answers.get()[wanting]?.state === 'done') return;
    const requestId = crypto.randomUUID();
    let left = false;
    const put = (answer: Answer) => {
      if (!left) answers.set((all) => ({ ...all, [wanting]: answer }));
    };
    const timer = setTimeout(async () => {
      put({ state: 'asking' });
      try {
        const { parts } = await ask(link, 'explanation.report', { requestId, assessmentId: wanting });
        put({ state: 'done', parts });
      } catch (thrown) {
        put({ state: 'failed', failure: toFailure(thrown) });
      }
    }, SETTLED_MS);
    return () => {
      left = true;
      clearTimeout(timer);
      if (answers.get()[wanting]?.state === 'asking')
        ask(link, 'explanation.cancel', { requestId }).catch(() => {});
    };
  }, [link, wanting, mayAsk]);

  const parts = found?.state === 'done' ? found.parts : undefined;
  const shown = useMemo(
    () =>
      assessment?.explained && parts
        ? { ...assessment, explained: { ...assessment.explained, reportParts: parts } }
        : assessment,
    [assessment, parts],
  );
  const state: PartsState =
    !wanting || parts ? 'shown' : found?.state === 'failed' ? found.failure : mayAsk ? 'asking' : 'notAsked';
  return { assessment: shown, state };
}
