import type { Kind, Target } from '../target.ts';

/**
 * Everything that parses, its share of the inputs and how they are changed. Something new that parses is a line here
 * and a target beside the others. Each child loads its own target alone.
 */
export const TARGETS: Record<
  string,
  { share: number; kind: Kind; make(shared: string | null): Promise<Target> }
> = {
  dicom: { share: 0.2, kind: 'bytes', make: async () => (await import('./pictures.ts')).dicom() },
  pictures: {
    share: 0.14,
    kind: 'bytes',
    make: async (shared) => (await import('./pictures.ts')).pictures(shared),
  },
  smears: {
    share: 0.04,
    kind: 'bytes',
    make: async (shared) => (await import('./pictures.ts')).smears(shared),
  },
  caseTables: { share: 0.12, kind: 'text', make: async () => (await import('./tables.ts')).caseTables() },
  contract: { share: 0.14, kind: 'own', make: async () => (await import('./contract.ts')).contract() },
  packZips: { share: 0.08, kind: 'bytes', make: async () => (await import('./packs.ts')).packZips() },
  manifests: { share: 0.06, kind: 'text', make: async () => (await import('./packs.ts')).manifests() },
  networks: { share: 0.04, kind: 'bytes', make: async () => (await import('./packs.ts')).networks() },
  choices: { share: 0.02, kind: 'text', make: async () => (await import('./packs.ts')).choices() },
  reports: { share: 0.06, kind: 'text', make: async () => (await import('./tables.ts')).reports() },
  keyFiles: { share: 0.02, kind: 'text', make: async () => (await import('./stores.ts')).keyFiles() },
  auditHeads: { share: 0.01, kind: 'text', make: async () => (await import('./stores.ts')).auditHeads() },
  stores: { share: 0.03, kind: 'bytes', make: async () => (await import('./stores.ts')).stores() },
  backups: { share: 0.04, kind: 'own', make: async () => (await import('./copies.ts')).backups() },
  caseFiles: { share: 0.06, kind: 'own', make: async () => (await import('./copies.ts')).caseFiles() },
  evaluateFolders: {
    share: 0.04,
    kind: 'text',
    make: async () => (await import('./tables.ts')).evaluateFolders(),
  },
};
