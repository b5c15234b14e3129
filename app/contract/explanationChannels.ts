import { z } from 'zod';
import { sensitivitySchema } from '../explanation/sensitivity.ts';

/** Channels of what is asked about an estimate after it was made; nothing of it is stored. */

const requestId = z.string().min(1).max(60);

export const EXPLANATION_CHANNELS = {
  /** "What would change this estimate?" Asks the network some dozens of times. */
  'explanation.sensitivity': {
    needs: 'reader',
    input: z.object({ requestId, assessmentId: z.string() }),
    output: sensitivitySchema,
  },
  'explanation.cancel': { needs: 'reader', input: z.object({ requestId }), output: z.object({}) },
} as const;

export const EXPLANATION_EVENTS = {
  /** The network was asked once more for a running request. */
  'explanation.asked': z.object({ requestId: z.string(), asked: z.int() }),
} as const;
