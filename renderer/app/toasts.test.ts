import { beforeEach, describe, expect, it } from 'vitest';
import { closeToast, toast, toasts } from './toasts.ts';

beforeEach(() => toasts.set([]));

describe('messages', () => {
  it('stay when they tell of a failure, and leave by themselves when they do not', () => {
    toast({ tone: 'failure', text: 'The disk is full.' });
    toast({ text: 'Archived: 1.' });
    expect(toasts.get().map((t) => t.stayMs === null)).toEqual([true, false]);
  });
  it('do not pile up when the same failure returns', () => {
    for (let i = 0; i < 3; i++) toast({ tone: 'failure', text: 'The disk is full.' });
    expect(toasts.get()).toHaveLength(1);
  });
  it('are at most four, the oldest giving way', () => {
    for (let i = 0; i < 6; i++) toast({ text: `${i}` });
    expect(toasts.get().map((t) => t.text)).toEqual(['2', '3', '4', '5']);
  });
  it('close one by one', () => {
    const id = toast({ text: 'a' });
    toast({ text: 'b' });
    closeToast(id);
    expect(toasts.get().map((t) => t.text)).toEqual(['b']);
  });
});
