/** How one part of the release check ended; `skipped` says why, and is no pass. */
export type Outcome = {
  readonly state: 'pass' | 'fail' | 'skipped';
  readonly sentence: string;
  readonly details?: readonly string[];
};

export type Check = {
  readonly name: string;
  /** Shorter with `quick`; the sentence tells the size that was run. */
  run(options: { quick: boolean }): Promise<Outcome>;
};

export const pass = (sentence: string): Outcome => ({ state: 'pass', sentence });
export const fail = (sentence: string, details: readonly string[] = []): Outcome => ({
  state: 'fail',
  sentence,
  details,
});
export const skipped = (sentence: string): Outcome => ({ state: 'skipped', sentence });

/** Passes when nothing is wrong; else tells how much, with the list below the table. */
export function judge(problems: readonly string[], good: string): Outcome {
  if (problems.length === 0) return pass(good);
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return fail(`${problems[0]}${more}`, problems);
}
