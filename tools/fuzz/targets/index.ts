import type { Kind, Target } from '../target.ts';
import { contract } from './contract.ts';
import { choices, manifests, networks, packZips } from './packs.ts';
import { dicom, pictures, smears } from './pictures.ts';
import { auditHeads, keyFiles, stores } from './stores.ts';
import { caseTables, evaluateFolders, reports } from './tables.ts';

/**
 * Everything that parses, its share of the inputs and how they are changed. Something new that parses (a backup file)
 * is a line here and a target beside the others.
 */
export const TARGETS: Record<
  string,
  { share: number; kind: Kind; make(shared: string | null): Promise<Target> }
> = {
  dicom: { share: 0.2, kind: 'bytes', make: dicom },
  pictures: { share: 0.14, kind: 'bytes', make: pictures },
  smears: { share: 0.04, kind: 'bytes', make: smears },
  caseTables: { share: 0.12, kind: 'text', make: caseTables },
  contract: { share: 0.14, kind: 'own', make: contract },
  packZips: { share: 0.08, kind: 'bytes', make: packZips },
  manifests: { share: 0.06, kind: 'text', make: manifests },
  networks: { share: 0.04, kind: 'bytes', make: networks },
  choices: { share: 0.02, kind: 'text', make: choices },
  reports: { share: 0.06, kind: 'text', make: reports },
  keyFiles: { share: 0.02, kind: 'text', make: keyFiles },
  auditHeads: { share: 0.01, kind: 'text', make: auditHeads },
  stores: { share: 0.03, kind: 'bytes', make: stores },
  evaluateFolders: { share: 0.04, kind: 'text', make: evaluateFolders },
};
