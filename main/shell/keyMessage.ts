import { z } from 'zod';

/**
 * A process that starts ThyroMap and holds the store's key hands it over on the channel between the two: never as an
 * argument, in the environment or in a file, where others could read it.
 */
export const keyMessageSchema = z.strictObject({
  kind: z.literal('unlockWith'),
  /** The 32-byte data key. */
  dataKey: z.base64().length(44),
});
export type KeyMessage = z.infer<typeof keyMessageSchema>;

export const keyMessage = (dataKey: Buffer): KeyMessage => ({
  kind: 'unlockWith',
  dataKey: dataKey.toString('base64'),
});
