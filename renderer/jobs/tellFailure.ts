import { closeToast, type Toast, toast, toasts } from '../app/toasts.ts';

/** Messages about failed assessments that are still on screen, by their sentence. */
export type FailuresShown = Map<string, { id: number; n: number }>;

type FailureToTell = {
  sentence: string;
  detail: string | undefined;
  one: (sentence: string) => string;
  many: (n: number, sentence: string) => string;
  show: NonNullable<Toast['action']>;
};

/** One message for one reason: when forty cases fail alike, the message counts them instead of being shown forty times. */
export function tellFailure(shown: FailuresShown, failed: FailureToTell): void {
  const before = shown.get(failed.sentence);
  const counted = before && toasts.get().some(({ id }) => id === before.id) ? before.n : 0;
  if (counted > 0 && before) closeToast(before.id);
  const n = counted + 1;
  const id = toast({
    tone: 'failure',
    text: n === 1 ? failed.one(failed.sentence) : failed.many(n, failed.sentence),
    detail: failed.detail,
    action: failed.show,
  });
  shown.set(failed.sentence, { id, n });
}
