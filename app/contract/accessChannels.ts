import { z } from 'zod';
import { auditEntrySchema, auditFilterSchema, auditVerdictSchema } from '../audit/auditEntry.ts';
import {
  accessStateSchema,
  givenPassphraseSchema,
  type Need,
  newPassphraseSchema,
  roleSchema,
  userNameSchema,
  userSchema,
} from './access.ts';

const none = z.object({});
const users = z.object({ users: z.array(userSchema.extend({ hasPassphrase: z.boolean() })) });
const recoveryCode = z.object({ recoveryCode: z.string() });

/** The part of the contract about who gets in, who did what, and what was typed but not yet saved. */
export const ACCESS_CHANNELS = {
  'access.state': { needs: 'anyone', input: none, output: accessStateSchema },
  /** First start: the first person becomes administrator. The recovery code is told this once. */
  'access.setUp': {
    needs: 'anyone',
    input: z.object({ name: userNameSchema, passphrase: newPassphraseSchema }),
    output: recoveryCode,
  },
  /** Examples in memory without a passphrase; nothing is kept and no own case can be brought in. */
  'access.tryExamples': { needs: 'anyone', input: none, output: none },
  'access.leaveExamples': { needs: 'anyone', input: none, output: none },
  'access.unlock': {
    needs: 'anyone',
    input: z.object({ userId: z.string().max(100), passphrase: givenPassphraseSchema }),
    output: none,
  },
  /** Opens with the recovery code and gives this person a new passphrase. */
  'access.recover': {
    needs: 'anyone',
    input: z.object({
      code: z.string().min(1).max(200),
      userId: z.string().max(100),
      passphrase: newPassphraseSchema,
    }),
    output: none,
  },
  'access.lock': { needs: 'reader', input: z.object({ toSwitch: z.boolean() }), output: none },
  /** Somebody is at the keyboard: puts the idle lock off. */
  'access.active': { needs: 'reader', input: none, output: none },
  'access.changePassphrase': {
    needs: 'reader',
    input: z.object({ present: givenPassphraseSchema, next: newPassphraseSchema }),
    output: none,
  },
  /** The earlier code no longer opens anything. */
  'access.newRecoveryCode': {
    needs: 'administrator',
    input: z.object({ passphrase: givenPassphraseSchema }),
    output: recoveryCode,
  },
  /** Lets the computer's keychain open the store at start as the person signed in, or no longer. */
  'access.useKeychain': {
    needs: 'administrator',
    input: z.object({ passphrase: givenPassphraseSchema, use: z.boolean() }),
    output: accessStateSchema,
  },

  'user.list': { needs: 'administrator', input: none, output: users },
  'user.add': {
    needs: 'administrator',
    input: z.object({ name: userNameSchema, role: roleSchema, passphrase: newPassphraseSchema }),
    output: users,
  },
  /** A closed profile can no longer sign in; opened again it needs a new passphrase. */
  'user.change': {
    needs: 'administrator',
    input: z.object({
      userId: z.string(),
      name: userNameSchema.optional(),
      role: roleSchema.optional(),
      closed: z.literal(true).optional(),
    }),
    output: users,
  },
  'user.setPassphrase': {
    needs: 'administrator',
    input: z.object({ userId: z.string(), passphrase: newPassphraseSchema }),
    output: users,
  },

  'audit.list': {
    needs: 'administrator',
    input: auditFilterSchema.extend({
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.object({ rows: z.array(auditEntrySchema), total: z.int() }),
  },
  'audit.verify': { needs: 'administrator', input: none, output: auditVerdictSchema },
  'audit.exportCsv': {
    needs: 'administrator',
    input: auditFilterSchema,
    output: z.object({ fileName: z.string(), csv: z.string() }),
  },

  /** Something of a case leaves the store by way of the screen. */
  'audit.noteExport': {
    needs: 'reader',
    input: z.object({
      caseId: z.string().max(100),
      what: z.enum(['print', 'picture of the features', 'picture of the place']),
    }),
    output: none,
  },

  /** What the person signed in has typed or drawn and not yet saved: kept in the encrypted store, not in the browser. */
  'draft.list': {
    needs: 'reader',
    input: none,
    output: z.object({ drafts: z.array(z.object({ key: z.string(), value: z.string() })) }),
  },
  'draft.keep': {
    needs: 'reader',
    input: z.object({ key: z.string().min(1).max(200), value: z.string().max(4_000_000).nullable() }),
    output: none,
  },
} as const satisfies Record<string, { needs: Need; input: z.ZodType; output: z.ZodType }>;
