import { z } from 'zod';
import { CHANNELS, type ChannelName, EVENTS, type EventName } from '../../app/contract/channels.ts';
import { failureSchema } from '../../app/failure.ts';
import { keyMessageSchema } from './keyMessage.ts';

/** What a shell and the backend say to each other, and (without the shell's own kinds) a shell and the renderer. */

const channelName = z.enum(Object.keys(CHANNELS) as [ChannelName, ...ChannelName[]]);
const eventName = z.enum(Object.keys(EVENTS) as [EventName, ...EventName[]]);

/** A request as it arrives from the renderer; the name is checked by the backend, which can answer with a failure. */
export const requestSchema = z.object({
  id: z.int().min(0),
  name: z.string().max(80),
  input: z.unknown(),
});
export type Request = z.infer<typeof requestSchema>;

/** Far below what a process's stack bears, far above the contract's own nesting (six). */
const DEPTH_MAX = 32;

/**
 * True for a value nested so deeply that handing it to another process would overflow the stack there and end it;
 * true for a cyclic one too.
 */
export function nestsTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) return true;
    // Each thing once a level, so that one that is named many times is not walked many times.
    level = [...new Set(level.flatMap(containersIn))];
  }
  return false;
}

function containersIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.values(value).filter((one) => typeof one === 'object' && one !== null);
}

export const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);
export type AnyReply = z.infer<typeof replySchema>;

/** What the backend asks of the computer's keychain, which only the Electron shell reaches. */
const keychainQuestionSchema = z.object({
  kind: z.literal('keychain'),
  id: z.int().min(0),
  action: z.enum(['describe', 'seal', 'unseal']),
  data: z.string().max(8000),
});
export type KeychainQuestion = z.infer<typeof keychainQuestionSchema>;

const keychainAnswerSchema = z.object({
  kind: z.literal('keychainAnswer'),
  id: z.int().min(0),
  /** JSON for `describe`, base64 for `seal`, the secret for `unseal`; null when it could not be done. */
  data: z.string().max(8000).nullable(),
});
export type KeychainAnswer = z.infer<typeof keychainAnswerSchema>;

/** Backend → shell. */
export const fromBackendSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('reply'), id: z.int(), reply: replySchema }),
  z.object({ kind: z.literal('event'), name: eventName, payload: z.unknown() }),
  /** Electron only: the backend cannot start a process there, so the shell does and sends its port. */
  z.object({ kind: z.literal('startInference') }),
  z.object({ kind: z.literal('killInference'), pid: z.int().nullable() }),
  keychainQuestionSchema,
  z.object({ kind: z.literal('closed') }),
]);
export type FromBackend = z.infer<typeof fromBackendSchema>;

/** Shell → backend. */
export const toBackendSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), ...requestSchema.shape }),
  z.object({ kind: z.literal('inferenceStarted'), pid: z.int().nullable() }),
  z.object({ kind: z.literal('inferenceEnded'), pid: z.int().nullable(), reason: z.string() }),
  keychainAnswerSchema,
  keyMessageSchema,
  z.object({ kind: z.literal('close') }),
]);
export type ToBackend = z.infer<typeof toBackendSchema>;

/** What the backend is started with, as its one argument (JSON). */
export const backendOptionsSchema = z.object({
  host: z.enum(['electron', 'web']),
  hostReason: z.string().nullable(),
  version: z.string(),
  dataFolder: z.string(),
  packsFolder: z.string(),
});
export type BackendOptions = z.infer<typeof backendOptionsSchema>;
export { channelName, eventName };
