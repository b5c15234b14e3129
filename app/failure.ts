import { z } from 'zod';

/**
 * A failure a person can act on. `code` selects the sentence in the words catalogue;
 * `values` fill it (a file's name, a limit); `detail` is for the support call and folds out.
 */
export const failureSchema = z.object({
  code: z.string().regex(/^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)+$/),
  values: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  detail: z.string().max(20_000).optional(),
});
export type Failure = z.infer<typeof failureSchema>;

/** Carries a typed failure through code that can only throw. Every handler turns it back into a `Failure`. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(code: string, values: Record<string, string | number> = {}, detail?: string) {
    super(`${code} ${JSON.stringify(values)}${detail ? `: ${detail}` : ''}`);
    this.name = 'FailureError';
    this.failure = { code, values, ...(detail === undefined ? {} : { detail }) };
  }
}

/** The failure behind anything thrown; what was not typed becomes `unexpected.error` with its message as detail. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { code: 'unexpected.error', values: {}, detail: detail.slice(0, 20_000) };
}
