import type { Handlers } from '../../app/contract/channels.ts';
import { keepDraft, listDrafts } from '../store/drafts.ts';
import type { Door } from './door.ts';

type DraftHandlers = Pick<Handlers, Extract<keyof Handlers, `draft.${string}`>>;

/** Answers the contract's `draft.*`: each person's own. */
export function draftHandlers(door: Door): DraftHandlers {
  const userId = (): string => door.session()!.user.id;
  return {
    'draft.list': async () => ({ drafts: listDrafts(door.store(), userId()) }),
    'draft.keep': async ({ key, value }) => {
      keepDraft(door.store(), userId(), key, value);
      return {};
    },
  };
}
