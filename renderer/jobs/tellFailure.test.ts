import { beforeEach, expect, it } from 'vitest';
import { closeToast, toasts } from '../app/toasts.ts';
import { type FailuresShown, tellFailure } from './tellFailure.ts';

beforeEach(() => toasts.set([]));

const tell = (shown: FailuresShown, label: string, sentence = 'The disk is full.') =>
  tellFailure(shown, {
    sentence,
    detail: undefined,
    one: (text) => `${label}: ${text}`,
    many: (n, text) => `${n} cases: ${text}`,
    show: { label: 'Show', run: () => {} },
  });
const texts = () => toasts.get().map(({ text }) => text);

it('cases that fail alike are counted in one message', () => {
  const shown: FailuresShown = new Map();
  for (const label of ['A', 'B', 'C']) tell(shown, label);
  tell(shown, 'D', 'The file is damaged.');
  expect(texts()).toEqual(['3 cases: The disk is full.', 'D: The file is damaged.']);
});

it('a message that was closed starts again with one case', () => {
  const shown: FailuresShown = new Map();
  tell(shown, 'A');
  closeToast(toasts.get()[0]!.id);
  tell(shown, 'B');
  expect(texts()).toEqual(['B: The disk is full.']);
});
