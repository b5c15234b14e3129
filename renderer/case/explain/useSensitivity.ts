import type { Sensitivity } from '../../../app/explanation/sensitivity.ts';
import { type Failure, toFailure } from '../../../app/failure.ts';
import { useWatched, watched } from '../../app/store.ts';
import { ask, useLink } from '../../link/link.ts';

export type SensitivityState =
  | { readonly state: 'running'; readonly requestId: string; readonly asked: number }
  | { readonly state: 'done'; readonly answer: Sensitivity }
  | { readonly state: 'failed'; readonly failure: Failure };

/** Answers of this session by assessment: kept so that the printed page can hold what was opened, never stored. */
const answers = watched<Readonly<Record<string, SensitivityState>>>({});

function put(assessmentId: string, state: SensitivityState | null): void {
  answers.set(({ [assessmentId]: _old, ...others }) =>
    state ? { ...others, [assessmentId]: state } : others,
  );
}

/** The answer about one assessment, if it was asked for, and how to ask for it. */
export function useSensitivity(assessmentId: string | null) {
  const link = useLink();
  const found = useWatched(answers)[assessmentId ?? ''] ?? null;
  return {
    found,
    start: async () => {
      if (!assessmentId || answers.get()[assessmentId]?.state === 'running') return;
      const requestId = crypto.randomUUID();
      put(assessmentId, { state: 'running', requestId, asked: 0 });
      const stop = link.listen('explanation.asked', (heard) => {
        if (heard.requestId === requestId)
          put(assessmentId, { state: 'running', requestId, asked: heard.asked });
      });
      try {
        const answer = await ask(link, 'explanation.sensitivity', { requestId, assessmentId });
        put(assessmentId, { state: 'done', answer });
      } catch (thrown) {
        const failure = toFailure(thrown);
        put(assessmentId, failure.code === 'sensitivity.cancelled' ? null : { state: 'failed', failure });
      } finally {
        stop();
      }
    },
    cancel: async () => {
      if (found?.state === 'running')
        await ask(link, 'explanation.cancel', { requestId: found.requestId }).catch(() => {});
    },
  };
}
