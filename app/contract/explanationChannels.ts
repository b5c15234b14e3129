import { z } from 'zod';
import { reportPartSchema } from '../case/assessment.ts';
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
  /** What each part of the report does: two runs of the network a part. */
  'explanation.report': {
    needs: 'reader',
    input: z.object({ requestId, assessmentId: z.string() }),
    output: z.object({ parts: z.array(reportPartSchema) }),
  },
  'explanation.cancel': { needs: 'reader', input: z.object({ requestId }), output: z.object({}) },
} as const;

export const EXPLANATION_EVENTS = {
  /** The network was asked once more for a running request. */
  'explanation.asked': z.object({ requestId: z.string(), asked: z.int() }),
} as const;
