import { z } from 'zod';
import { failureSchema } from '../../app/failure.ts';
import { networkRoleSchema } from '../../app/pack/manifest.ts';

/** What the backend and the inference process say to each other over their message channel (structured clone). */

const tensorSchema = z.object({
  type: z.enum(['float32', 'int64']),
  data: z.union([
    z.custom<Float32Array>((value) => value instanceof Float32Array),
    z.custom<BigInt64Array>((value) => value instanceof BigInt64Array),
  ]),
  dims: z.array(z.int().min(0)),
});
export type PlainTensor = z.infer<typeof tensorSchema>;
export type PlainTensors = Record<string, PlainTensor>;

/** Only these outputs are computed into tensors and sent back; all of them when left out. */
const wantedOutputs = z.array(z.string()).min(1).max(100).optional();

export const inferenceRequestSchema = z.discriminatedUnion('kind', [
  /** Loads and checks a pack folder: every hash, every input and output. */
  z.object({
    kind: z.literal('load'),
    id: z.int(),
    packFolder: z.string(),
    /** The manifest the caller read; the process refuses when the folder's has changed since. */
    manifestSha256: z.string().length(64),
    threads: z.int().min(1),
  }),
  /** Runs a network of another pack than the loaded one; it is loaded and checked when first asked. */
  z.object({
    kind: z.literal('runOther'),
    id: z.int(),
    packFolder: z.string(),
    manifestSha256: z.string().length(64),
    role: networkRoleSchema,
    inputs: z.record(z.string(), tensorSchema),
    outputs: wantedOutputs,
  }),
  /** Runs the network on each of these inputs; of what they share, one copy travels. */
  z.object({
    kind: z.literal('runMany'),
    id: z.int(),
    role: networkRoleSchema,
    inputs: z.array(z.record(z.string(), tensorSchema)).min(1).max(100),
    outputs: wantedOutputs,
  }),
  z.object({
    kind: z.literal('run'),
    id: z.int(),
    role: networkRoleSchema,
    inputs: z.record(z.string(), tensorSchema),
    outputs: wantedOutputs,
  }),
]);
export type InferenceRequest = z.infer<typeof inferenceRequestSchema>;

export const inferenceReplySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), id: z.int(), outputs: z.record(z.string(), tensorSchema) }),
  z.object({ ok: z.literal(false), id: z.int(), failure: failureSchema }),
]);
export type InferenceReply = z.infer<typeof inferenceReplySchema>;
