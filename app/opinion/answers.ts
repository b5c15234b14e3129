import { z } from 'zod';
import { FailureError } from '../failure.ts';
import type { PackManifest } from '../pack/manifest.ts';
import { calibrate, calibrationSchema, sigmoid } from '../risk/calibrate.ts';
import type { OpinionAnswer } from './opinion.ts';

const temperatureSchema = z.object({ temperature: z.number().positive() });
const isotonicSchema = z.object({
  logits: z.array(z.number()).min(2),
  probabilities: z.array(z.number().min(0).max(1)).min(2),
});

type Extras = Partial<Pick<OpinionAnswer, 'maps' | 'parts' | 'rows' | 'interval'>>;

/**
 * The answer of a two-class network: its raw logit for the positive class through the pack's calibration.
 * Without a calibration the plain sigmoid is kept, and the opinion is marked as not calibrated.
 * @throws FailureError `pack.notCalibrated` when the calibration's parameters do not fit its method
 */
export function binaryAnswer(
  manifest: Pick<PackManifest, 'classes' | 'positive' | 'calibration' | 'name'>,
  logit: number,
  extras: Extras = {},
): OpinionAnswer {
  const { classes = [], positive } = manifest;
  if (classes.length !== 2 || positive === undefined)
    throw new FailureError('pack.wrongClasses', { pack: manifest.name, expected: 2 });
  const { probability, interval } = binaryProbability(manifest, logit);
  return {
    classes: classes.map(({ name, label }) => ({
      name,
      label,
      probability: name === positive ? probability : 1 - probability,
    })),
    positive,
    probability,
    interval,
    maps: [],
    parts: [],
    rows: [],
    ...extras,
  };
}

/** Calibrated probability of the positive class with its 95% interval (null where the calibration has none). */
export function binaryProbability(
  manifest: Pick<PackManifest, 'calibration' | 'name'>,
  logit: number,
): { probability: number; interval: [number, number] | null } {
  const { calibration } = manifest;
  if (!calibration) return { probability: sigmoid(logit), interval: null };
  if (calibration.method === 'platt') {
    const table = calibrationSchema.safeParse(calibration.parameters);
    if (!table.success) throw notCalibrated(manifest.name);
    const { probability, interval } = calibrate(logit, table.data);
    return { probability, interval: [interval[0], interval[1]] };
  }
  if (calibration.method === 'temperature') {
    const { temperature } = parse(temperatureSchema, calibration.parameters, manifest.name);
    return { probability: sigmoid(logit / temperature), interval: null };
  }
  const steps = parse(isotonicSchema, calibration.parameters, manifest.name);
  return { probability: onSteps(steps.logits, steps.probabilities, logit, manifest.name), interval: null };
}

/**
 * Calibrated shares of several classes from raw logits: softmax of logits ÷ temperature (Guo et al. 2017).
 * Without a calibration the temperature is 1, and the opinion is marked as not calibrated.
 */
export function classProbabilities(
  manifest: Pick<PackManifest, 'calibration' | 'name' | 'classes'>,
  logits: readonly number[],
): number[] {
  if (logits.length !== manifest.classes?.length)
    throw new FailureError('pack.wrongClasses', { pack: manifest.name, expected: logits.length });
  const { calibration } = manifest;
  if (calibration && calibration.method !== 'temperature') throw notCalibrated(manifest.name);
  const temperature = calibration
    ? parse(temperatureSchema, calibration.parameters, manifest.name).temperature
    : 1;
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - highest) / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** The answer of a network with several classes: the likeliest is named, or the pack's positive one. */
export function classAnswer(
  manifest: Pick<PackManifest, 'classes' | 'positive' | 'name'>,
  probabilities: readonly number[],
  extras: Extras = {},
): OpinionAnswer {
  const { classes = [], positive = null } = manifest;
  if (classes.length !== probabilities.length)
    throw new FailureError('pack.wrongClasses', { pack: manifest.name, expected: probabilities.length });
  const shares = classes.map(({ name, label }, i) => ({ name, label, probability: probabilities[i]! }));
  const asked = shares.find(({ name }) => name === positive)?.probability ?? Math.max(...probabilities);
  return {
    classes: shares,
    positive,
    probability: asked,
    interval: null,
    maps: [],
    parts: [],
    rows: [],
    ...extras,
  };
}

/** Straight lines between the points of an isotonic fit, its ends beyond them. */
function onSteps(xs: readonly number[], ys: readonly number[], x: number, pack: string): number {
  const rising = xs.every((value, i) => i === 0 || (value > xs[i - 1]! && ys[i]! >= ys[i - 1]!));
  if (xs.length !== ys.length || !rising) throw notCalibrated(pack);
  const above = xs.findIndex((value) => value > x);
  if (above === 0) return ys[0]!;
  if (above < 0) return ys.at(-1)!;
  const share = (x - xs[above - 1]!) / (xs[above]! - xs[above - 1]!);
  return ys[above - 1]! + share * (ys[above]! - ys[above - 1]!);
}

function parse<T>(schema: z.ZodType<T>, parameters: unknown, pack: string): T {
  const parsed = schema.safeParse(parameters);
  if (!parsed.success) throw notCalibrated(pack);
  return parsed.data;
}

function notCalibrated(pack: string): FailureError {
  return new FailureError('pack.notCalibrated', { file: pack });
}
