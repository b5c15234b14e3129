import { fieldOfVersion } from '../../atlas/riskField/versionField.ts';
import { activeFieldId, BUILT_IN, getField } from '../store/fieldVersions.ts';
import type { Store } from '../store/store.ts';
import { builtInInUse, type FieldInUse } from './builtInField.ts';
import { readGrid } from './packGrid.ts';

let last: FieldInUse | null = null;

/**
 * The field that places are read from now; read again only when another one is in use. Throws `field.damaged` when
 * the version is not what was kept: a place's risk is then not stated from another field unseen.
 */
export function fieldInUse(store: Store): FieldInUse {
  const id = activeFieldId(store);
  if (id === BUILT_IN) return builtInInUse();
  if (last?.used.id !== id) {
    const { version, grid } = getField(store, id);
    last = {
      field: fieldOfVersion(version, readGrid(grid)),
      used: { id, source: version.source, createdAt: version.createdAt },
    };
  }
  return last;
}
