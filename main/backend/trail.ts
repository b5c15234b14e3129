import type { ChannelName, ChannelOutput, ParsedInput } from '../../app/contract/channels.ts';
import { toFailure } from '../../app/failure.ts';
import { record } from '../store/audit.ts';
import type { Store } from '../store/store.ts';
import type { Dispatch } from './dispatcher.ts';

/** The same result seen again so soon is one view: screens read anew after every change. */
const ONE_VIEW_MS = 600_000;

/** What is written into the audit log after an answer, besides what the store itself records with each change. */
const TRAIL: {
  [N in ChannelName]?: (
    input: ParsedInput<N>,
    output: ChannelOutput<N>,
    log: { store: Store; viewed: (caseId: string, assessmentId: string) => void },
  ) => void;
} = {
  'case.get': (_input, { case: { id }, assessment }, { viewed }) => {
    if (assessment) viewed(id, assessment.id);
  },
  'assessment.get': (_input, { caseId, id }, { viewed }) => viewed(caseId, id),
  'pack.import': (_input, { sha256 }, { store }) =>
    record(store, { action: 'pack.imported', detail: { sha256 } }),
  'pack.setActive': ({ sha256, active }, _output, { store }) =>
    record(store, { action: 'pack.switched', detail: { sha256, active } }),
  'pack.remove': ({ folder }, _output, { store }) =>
    record(store, { action: 'pack.removed', detail: { folder } }),
};

/** `store` is null while nobody is signed in, and in the demonstration. */
export function withTrail(dispatch: Dispatch, store: () => Store | null): Dispatch {
  const seen = new Map<string, number>();
  return async (name, input) => {
    const reply = await dispatch(name, input);
    const now = store();
    const trail = TRAIL[name as ChannelName] as
      | ((input: unknown, output: unknown, log: object) => void)
      | undefined;
    if (!reply.ok || !trail || !now) return reply;
    const viewed = (caseId: string, assessmentId: string): void => {
      const key = `${now.actor.id} ${assessmentId}`;
      const at = Date.now();
      if (at - (seen.get(key) ?? 0) < ONE_VIEW_MS) return;
      seen.set(key, at);
      record(now, { action: 'result.viewed', caseId, detail: { assessmentId } });
    };
    try {
      trail(input, reply.value, { store: now, viewed });
    } catch (thrown) {
      // What cannot be written down is not shown.
      return { ok: false, failure: toFailure(thrown) };
    }
    return reply;
  };
}
