import { expect } from 'vitest';
import type { Failure } from '../../../app/failure.ts';
import { isWordKey, LANGUAGES, sayFailure } from '../../../app/words/say.ts';

/** The named failure that an action ends with; anything else that it throws goes on. */
export async function failureOf(action: () => unknown): Promise<Failure> {
  try {
    await action();
  } catch (thrown) {
    const { failure } = thrown as { failure?: Failure };
    if (failure) return failure;
    throw thrown;
  }
  throw new Error('did not fail');
}

/** A bad state has a sentence in both languages that names the file or folder. */
export function expectSentence(failure: Failure, code: string): void {
  expect(failure.code).toBe(code);
  expect(isWordKey(code)).toBe(true);
  const named = String(failure.values.file ?? failure.values.folder);
  for (const language of LANGUAGES) expect(sayFailure(language, failure)).toContain(named);
}
