import { z } from 'zod';
import { coarseMapSchema } from '../case/coarseMap.ts';
import { viewKindSchema } from '../case/patientCase.ts';
import { bothLanguagesSchema } from '../pack/words.ts';

/**
 * A second opinion: what one published system beside LLNM-Net says about the same case. Kept inside the immutable
 * assessment together with everything a reader needs to weigh it, so that it can be read when its pack is gone.
 */

const unit = z.number().min(0).max(1);

/** What an opinion pack is asked. `lateralNeck` is the main line and no opinion. */
export const opinionTaskSchema = z.enum(['malignancy', 'subtype', 'cytology', 'clinical']);
export type OpinionTask = z.infer<typeof opinionTaskSchema>;
export const OPINION_TASKS = opinionTaskSchema.options;

/** Why a system that is in use gave no answer on this case. */
export const notGivenSchema = z.enum([
  'noPicture',
  'noNodule',
  'noCytology',
  'factsMissing',
  'outsideItsRange',
  /** The run failed; `failure` of the finding `opinionFailed` says why. */
  'failed',
]);
export type NotGiven = z.infer<typeof notGivenSchema>;

export const classShareSchema = z.object({
  /** The pack's own name of the class, as in its manifest. */
  name: z.string(),
  label: bothLanguagesSchema,
  probability: unit,
});
export type ClassShare = z.infer<typeof classShareSchema>;

/** Where in a frame the answer came from (Grad-CAM, an attention map): shown over the picture. */
export const opinionMapSchema = z.object({ view: viewKindSchema, map: coarseMapSchema });
export type OpinionMap = z.infer<typeof opinionMapSchema>;

/** One of several pictures that went into an answer, with what it says alone. */
export const opinionPartSchema = z.object({
  label: z.string().max(300),
  imageId: z.string().nullable(),
  /** In the order of the answer's classes; they add up to 1. */
  probabilities: z.array(unit),
});
export type OpinionPart = z.infer<typeof opinionPartSchema>;

/** A value the answer rests on, for its detail sheet: "age 43", "odds ratio 1.8". */
export const opinionRowSchema = z.object({ label: bothLanguagesSchema, value: bothLanguagesSchema });
export type OpinionRow = z.infer<typeof opinionRowSchema>;

export const opinionAnswerSchema = z.object({
  /** Every class of the pack in the manifest's order; the probabilities add up to 1. */
  classes: z.array(classShareSchema).min(2).max(20),
  /** The class that the probability speaks of; null where no class is "the positive one" (cytology). */
  positive: z.string().nullable(),
  /** Probability of `positive`, else of the likeliest class. */
  probability: unit,
  /** 95% interval of `probability`; null where the pack carries none. */
  interval: z.tuple([unit, unit]).nullable(),
  maps: z.array(opinionMapSchema).max(4),
  parts: z.array(opinionPartSchema).max(200),
  rows: z.array(opinionRowSchema).max(40),
});
export type OpinionAnswer = z.infer<typeof opinionAnswerSchema>;

export const opinionSchema = z.object({
  task: opinionTaskSchema,
  /** The published system's name: "MGA-Net". */
  system: z.string(),
  pack: z.object({ name: z.string(), version: z.string(), sha256: z.string().length(64) }),
  /** Null where the system has nothing to say on this case; then `notGiven` says why. */
  answer: opinionAnswerSchema.nullable(),
  notGiven: notGivenSchema.nullable(),
  /** Pictures that were looked at and left out, because they are unlike those it learned from; by `imageId`. */
  unlike: z.array(z.string()).max(200).optional(),
  /** False: the numbers are the network's own and not shares of patients; the screen then shows no percentage. */
  calibrated: z.boolean(),
  trainedOn: bothLanguagesSchema,
  notFor: bothLanguagesSchema,
  simulatedLabels: z.boolean(),
  experimental: z.boolean(),
  ms: z.number().min(0),
});
export type Opinion = z.infer<typeof opinionSchema>;
