import { z } from 'zod';

/**
 * A model pack: a folder with `manifest.json`, the ONNX files it names, and a card for each.
 * Nothing in a pack is loaded unless every hash and every input and output matches this description.
 */

export const networkRoleSchema = z.enum(['nodule', 'gland', 'report', 'fusion']);
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
});
export type NetworkManifest = z.infer<typeof networkSchema>;

export const packManifestSchema = z.object({
  schema: z.literal(1),
  name: z.string(),
  version: z.string(),
  intendedUse: z.string(),
  networks: z.array(networkSchema).min(1),
});
export type PackManifest = z.infer<typeof packManifestSchema>;
