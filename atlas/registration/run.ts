import type { ScalarImage } from './image.ts';
import {
  type Registration,
  type RegistrationOptions,
  type RegistrationProgress,
  registration,
} from './register.ts';

/** Registers without a pause: for a worker that may be ended, a test, a measurement. */
export function register(
  fixed: ScalarImage,
  moving: ScalarImage,
  options: Partial<RegistrationOptions> = {},
): Registration {
  const steps = registration(fixed, moving, options);
  for (;;) {
    const { value, done } = steps.next();
    if (done) return value;
  }
}

export type RunControl<P = RegistrationProgress> = {
  /** An AbortSignal, or anything that says the same. */
  readonly signal?: { readonly aborted: boolean; readonly reason?: unknown };
  /** Lets whoever else runs on this thread have a turn, as `() => new Promise((r) => setTimeout(r))` does. */
  readonly pause: () => Promise<void>;
  readonly onProgress?: (progress: P) => void;
};

/** A step takes some milliseconds; a pause after each would cost as much again. */
const STEPS_BETWEEN_PAUSES = 6;

/**
 * Registers in slices of a few steps, between which it pauses and can be cancelled.
 *
 * @throws the signal's reason when aborted
 */
export async function registerInSlices(
  fixed: ScalarImage,
  moving: ScalarImage,
  options: Partial<RegistrationOptions>,
  control: RunControl,
): Promise<Registration> {
  return await inSlices(registration(fixed, moving, options), control);
}

/**
 * Runs any work that comes in steps of some milliseconds, as `registerInSlices` does.
 *
 * @throws the signal's reason when aborted
 */
export async function inSlices<P, T>(
  steps: Generator<P, T>,
  { signal, pause, onProgress }: RunControl<P>,
): Promise<T> {
  for (let n = 1; ; n++) {
    if (signal?.aborted) throw signal.reason ?? new Error('The work was cancelled.');
    const { value, done } = steps.next();
    if (done) return value;
    onProgress?.(value);
    if (n % STEPS_BETWEEN_PAUSES === 0) await pause();
  }
}
