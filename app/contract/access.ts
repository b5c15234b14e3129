import { z } from 'zod';
import { failureSchema } from '../failure.ts';

/** Who may do what on a shared workstation. */

/** From least to most: each may do all that the one before may. */
export const ROLES = ['reader', 'clinician', 'administrator'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** What a request needs: nobody signed in (`anyone`), or a person with at least this role. */
export type Need = 'anyone' | Role;

/** Whether a person with this role (null: nobody is signed in) may do what needs `need`. */
export function roleAllows(role: Role | null, need: Need): boolean {
  if (need === 'anyone') return true;
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(need);
}

/** Shorter is refused; nothing else is. */
export const PASSPHRASE_CHARACTERS_MIN = 8;
export const newPassphraseSchema = z.string().min(PASSPHRASE_CHARACTERS_MIN).max(500);
export const givenPassphraseSchema = z.string().min(1).max(500);
export const userNameSchema = z.string().trim().min(1).max(80);

export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  createdAt: z.iso.datetime(),
  /** A profile is never removed, since the audit log names it: it is closed. */
  closedAt: z.iso.datetime().nullable(),
});
export type User = z.infer<typeof userSchema>;

/** What the computer's own keychain offers: Electron's safeStorage; null in the browser. */
export const keychainStateSchema = z
  .object({
    /** `keychain`, `dpapi`, `gnome_libsecret`, `kwallet6` …, as Electron names it. */
    backend: z.string(),
    /** Why it is not used, if so: `keychain.basicText`, `keychain.changed`, `keychain.unavailable` … */
    failure: failureSchema.nullable(),
    /** Opens the store at start without asking, as this person. */
    usedBy: z.string().nullable(),
  })
  .nullable();
export type KeychainState = z.infer<typeof keychainStateSchema>;

export const LOCK_REASONS = ['start', 'asked', 'idle', 'switch'] as const;

/** Before anything of a case is shown: what the person in front of the screen can do. */
export const accessStateSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('firstStart'),
    /** Cases of an earlier version lie there unencrypted; they are taken over. */
    plainStore: z.boolean(),
  }),
  z.object({
    state: z.literal('locked'),
    reason: z.enum(LOCK_REASONS),
    users: z.array(z.object({ id: z.string(), name: z.string(), waitSeconds: z.int() })),
    /** Who was signed in last, so that one person need not choose. */
    lastUserId: z.string().nullable(),
    hasRecoveryCode: z.boolean(),
    keychain: keychainStateSchema,
  }),
  z.object({
    state: z.literal('open'),
    user: userSchema.pick({ id: true, name: true, role: true }),
    /** Examples only, in memory: nothing is kept. */
    demo: z.boolean(),
    /** How many can sign in; with one there is nobody to switch to. */
    people: z.int(),
    keychain: keychainStateSchema,
  }),
  /** The store or its key is in a bad state: `app.info` names it. */
  z.object({ state: z.literal('trouble') }),
]);
export type AccessState = z.infer<typeof accessStateSchema>;
