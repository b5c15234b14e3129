import { z } from 'zod';
import { arrivalSchema, CASES_AT_ONCE } from '../transfer/transferredCase.ts';
import { givenPassphraseSchema, type Need, newPassphraseSchema } from './access.ts';

const fileAndPassphrase = z.object({
  base64: z.string().max(400_000_000),
  fileName: z.string().min(1).max(300),
  passphrase: givenPassphraseSchema,
});

export const arrivingCaseSchema = z.object({
  /** Its id on the workstation it comes from. */
  caseId: z.string(),
  label: z.string(),
  createdAt: z.iso.datetime(),
  assessments: z.int(),
  outcomes: z.int(),
  arrival: arrivalSchema,
});
export type ArrivingCase = z.infer<typeof arrivingCaseSchema>;

/** The part of the contract about single cases that go to another workstation. */
export const TRANSFER_CHANNELS = {
  'transfer.export': {
    needs: 'clinician',
    input: z.object({
      caseIds: z.array(z.string()).min(1).max(CASES_AT_ONCE),
      passphrase: newPassphraseSchema,
    }),
    output: z.object({ fileName: z.string(), base64: z.string() }),
  },
  'transfer.look': {
    needs: 'clinician',
    input: fileAndPassphrase,
    output: z.object({ madeAt: z.iso.datetime(), from: z.string(), cases: z.array(arrivingCaseSchema) }),
  },
  'transfer.receive': {
    needs: 'clinician',
    input: fileAndPassphrase,
    output: z.object({ added: z.array(z.string()), alreadyHere: z.int() }),
  },
} as const satisfies Record<string, { needs: Need; input: z.ZodType; output: z.ZodType }>;
