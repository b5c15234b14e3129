import { z } from 'zod';
import { faithfulnessSchema } from '../explanation/faithfulness.ts';
import { reliabilitySchema } from './reliability.ts';
import { bothLanguagesSchema } from './words.ts';

/**
 * A model pack: a folder with `manifest.json`, the ONNX files it names, and a card for each.
 * Nothing in a pack is loaded unless every hash and every input and output matches this description.
 */

/** What a pack is asked: the main line (`lateralNeck`, the default) or one kind of second opinion. */
export const packTaskSchema = z.enum(['lateralNeck', 'malignancy', 'subtype', 'cytology', 'clinical']);
export type PackTask = z.infer<typeof packTaskSchema>;

/**
 * Roles of the main line, then of the opinion packs: `classifier` gives the answer, `mask` and `features` are
 * networks that prepare its input, `regions` answers from the classifier's embeddings of a field and its patches.
 */
export const networkRoleSchema = z.enum([
  'nodule',
  'gland',
  'report',
  'fusion',
  'classifier',
  'mask',
  'features',
  'regions',
]);
export type NetworkRole = z.infer<typeof networkRoleSchema>;

const tensorSpecSchema = z.object({
  name: z.string(),
  type: z.enum(['float32', 'int64']),
  /** -1 where the size is free. */
  dims: z.array(z.int()),
  meaning: z.string(),
});
export type TensorSpec = z.infer<typeof tensorSpecSchema>;

const metricSchema = z.object({
  name: z.string(),
  on: z.string(),
  value: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  baseline: z.object({ name: z.string(), value: z.number() }).nullable(),
  command: z.string(),
});

export const networkSchema = z.object({
  role: networkRoleSchema,
  name: z.string(),
  version: z.string(),
  file: z.string().regex(/^[A-Za-z0-9._-]+\.onnx$/),
  bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  card: z.string().regex(/^[A-Za-z0-9._-]+\.md$/),
  inputs: z.array(tensorSpecSchema).min(1),
  outputs: z.array(tensorSpecSchema).min(1),
  /** Numbers the product needs beside the weights: input size, thresholds, calibration. */
  parameters: z.record(z.string(), z.json()),
  trainedOn: z.string(),
  simulatedLabels: z.boolean(),
  licence: z.string(),
  metrics: z.array(metricSchema),
  /** What was measured of its explanations (fusion network); decides which of them are shown. */
  faithfulness: faithfulnessSchema.optional(),
});
export type NetworkManifest = z.infer<typeof networkSchema>;

/** How raw outputs become probabilities, found on data the networks did not train on. */
export const packCalibrationSchema = z.object({
  /** `platt`: parameters as in app/risk/calibrate.ts (temperature scaling is a Platt slope with intercept 0);
   * `temperature`: `{ temperature }`, several classes; `isotonic`: `{ logits, probabilities }`, both rising. */
  method: z.enum(['platt', 'temperature', 'isotonic']),
  /** The data, in words. */
  on: z.string().min(1),
  parameters: z.record(z.string(), z.json()),
});
export type PackCalibration = z.infer<typeof packCalibrationSchema>;

export const packClassSchema = z.object({
  /** Short and stable: `malignant`, `bethesda6`. */
  name: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/),
  label: bothLanguagesSchema,
});

export const packManifestSchema = z
  .object({
    schema: z.literal(1),
    name: z.string().min(1).max(60),
    version: z.string().min(1).max(30),
    intendedUse: z.string(),
    networks: z.array(networkSchema).max(20),
    task: packTaskSchema.default('lateralNeck'),
    /** The published system's name as a person reads it: "MGA-Net". */
    system: z.string().min(1).max(60).optional(),
    /** In the order of the classifier's output. */
    classes: z.array(packClassSchema).min(2).max(20).optional(),
    /** The class whose probability is asked for; without one the likeliest class is named. */
    positive: z.string().optional(),
    calibration: packCalibrationSchema.optional(),
    trainedOn: bothLanguagesSchema.optional(),
    /** What it must not be asked, as a sentence. */
    notFor: bothLanguagesSchema.optional(),
    licence: z.string().optional(),
    /** Off until a person switches it on, and marked on screen. */
    experimental: z.boolean().default(false),
    /** Numbers of a pack without networks (coefficients of the clinical model). */
    parameters: z.record(z.string(), z.json()).optional(),
    /** Card of a pack without networks. */
    card: z
      .string()
      .regex(/^[A-Za-z0-9._-]+\.md$/)
      .optional(),
    /** Figures of the whole pack, where they are not one network's. */
    metrics: z.array(metricSchema).optional(),
    /** Shown against observed share, on cases that neither training nor calibration saw. */
    reliability: reliabilitySchema.optional(),
  })
  .superRefine((pack, context) => {
    const must = (holds: boolean, path: string, message: string): void => {
      if (!holds) context.addIssue({ code: 'custom', path: [path], message });
    };
    const roles = pack.networks.map((network) => network.role);
    must(new Set(roles).size === roles.length, 'networks', 'two networks have the same role');
    if (pack.task === 'lateralNeck') {
      must(roles.length > 0, 'networks', 'the main line needs its networks');
      return;
    }
    must(pack.classes !== undefined, 'classes', 'an opinion pack names its classes');
    must(pack.trainedOn !== undefined, 'trainedOn', 'an opinion pack says what it was trained on');
    must(pack.notFor !== undefined, 'notFor', 'an opinion pack says what it must not be asked');
    must(
      roles.length > 0 || (pack.parameters !== undefined && pack.card !== undefined),
      'networks',
      'without networks there must be parameters and a card',
    );
    const names = pack.classes?.map((one) => one.name) ?? [];
    must(new Set(names).size === names.length, 'classes', 'two classes have the same name');
    must(
      pack.positive === undefined || names.includes(pack.positive),
      'positive',
      'the positive class is not among the classes',
    );
  });
export type PackManifest = z.infer<typeof packManifestSchema>;
/** The same as it stands in the file, before defaults are filled in. */
export type PackManifestFile = z.input<typeof packManifestSchema>;

/** The label of the pack that made an assessment; only the shipped line goes by its version alone. */
export function packLabel(manifest: Pick<PackManifest, 'name' | 'version'>): string {
  return manifest.name === 'llnm' ? manifest.version : `${manifest.name} ${manifest.version}`;
}

/** What a pack is called on screen: the published system, where it says which. */
export function systemName({ system, name }: Pick<PackManifest, 'system' | 'name'>): string {
  return system ?? name;
}
