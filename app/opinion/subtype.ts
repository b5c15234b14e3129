import { z } from 'zod';
import { malignancyParametersSchema } from '../malignancy/parameters.ts';
import type { PackManifest } from '../pack/manifest.ts';
import { classAnswer, classProbabilities } from './answers.ts';
import type { Opinion, OpinionAnswer } from './opinion.ts';

/** The class of a subtype pack that stands for every look that raises no question. */
export const NO_ALERT = 'other';

/** What a subtype pack's manifest says beside the weights of its classifier. */
export const subtypeParametersSchema = malignancyParametersSchema.extend({
  /**
   * By class, the calibrated share from which on a rare look is spoken of; one that is not named here never is.
   * Without any the likeliest class is named.
   */
  alertAt: z.record(z.string(), z.number().min(0).max(1)).optional(),
});
export type SubtypeParameters = z.infer<typeof subtypeParametersSchema>;

type Pack = Pick<PackManifest, 'classes' | 'calibration' | 'name'>;

/**
 * The answer of a subtype network: logits in the order of the manifest's classes. With `alertAt` and a class
 * `other`, it speaks of the likeliest rare class whose calibrated share reaches its limit, of `other` where none does.
 * @throws FailureError `pack.wrongClasses` or `pack.notCalibrated` where the manifest does not fit the network
 */
export function subtypeAnswer(
  manifest: Pack,
  logits: readonly number[],
  alertAt: SubtypeParameters['alertAt'],
  extras: Parameters<typeof classAnswer>[2] = {},
): OpinionAnswer {
  const shares = classProbabilities(manifest, logits);
  const names = manifest.classes?.map(({ name }) => name) ?? [];
  if (alertAt === undefined || !names.includes(NO_ALERT)) return classAnswer(manifest, shares, extras);
  const [rare] = names
    .map((name, i) => ({ name, share: shares[i]! }))
    .filter(({ name, share }) => name !== NO_ALERT && share >= (alertAt[name] ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => b.share - a.share);
  const positive = rare?.name ?? NO_ALERT;
  return classAnswer({ ...manifest, positive }, shares, extras);
}

/**
 * Whether an opinion may only raise a question: what learned rare subtypes from drawn nodules knows nothing of how
 * often they occur, so none of its shares is ever shown.
 */
export function onlyAlerts({ task, simulatedLabels }: Pick<Opinion, 'task' | 'simulatedLabels'>): boolean {
  return task === 'subtype' && simulatedLabels;
}
