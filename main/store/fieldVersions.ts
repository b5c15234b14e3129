import { createHash } from 'node:crypto';
import { type FieldVersion, fieldVersionSchema } from '../../app/contract/fieldChannels.ts';
import { FailureError } from '../../app/failure.ts';
import { record } from './audit.ts';
import { prepared, read, type Store, write } from './store.ts';
import { BUILT_IN, setFact } from './storeFacts.ts';
import { refreshStaleness } from './workListColumns.ts';

export { activeFieldId, BUILT_IN } from './storeFacts.ts';

/** A new version, before it has its time and hash. */
export type NewVersion = Omit<FieldVersion, 'createdAt' | 'createdBy' | 'sha256'>;

type FieldRow = { id: string; created_at: string; who: string | null; sha256: string; body: string };

/** Keeps a version for ever, whole or not at all. It is not in use before `activateField`. */
export function saveField(store: Store, version: NewVersion, grid: Uint8Array): FieldVersion {
  return write(store, () => {
    const createdAt = store.now().toISOString();
    const sha256 = hashOf(version, grid);
    const kept = fieldVersionSchema.parse({ ...version, createdAt, createdBy: store.actor.name, sha256 });
    prepared(
      store,
      'INSERT INTO fields (id, created_at, created_by, sha256, body, grid) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(version.id, createdAt, store.actor.id, sha256, JSON.stringify(version), grid);
    record(store, {
      action: 'field.rebuilt',
      detail: { fieldId: version.id, source: version.source, cases: version.cases, sha256 },
    });
    return kept;
  });
}

/** Every version, newest first, without their grids. */
export function listFields(store: Store): FieldVersion[] {
  return read(store, () =>
    prepared<[], FieldRow>(
      store,
      `SELECT f.id, f.created_at, u.name AS who, sha256, body
         FROM fields f LEFT JOIN users u ON u.id = f.created_by ORDER BY f.n DESC`,
    )
      .all()
      .map(versionOf),
  );
}

/** A version with its grid; throws `field.notFound`, or `field.damaged` when it is not what was kept. */
export function getField(store: Store, fieldId: string): { version: FieldVersion; grid: Uint8Array } {
  return read(store, () => {
    const row = prepared<[string], FieldRow & { grid: Uint8Array }>(
      store,
      `SELECT f.id, f.created_at, u.name AS who, sha256, body, grid
         FROM fields f LEFT JOIN users u ON u.id = f.created_by WHERE f.id = ?`,
    ).get(fieldId);
    if (!row) throw new FailureError('field.notFound', {});
    if (hashOf(JSON.parse(row.body) as NewVersion, row.grid) !== row.sha256)
      throw new FailureError('field.damaged', { date: row.created_at.slice(0, 10) });
    return { version: versionOf(row), grid: row.grid };
  });
}

/** Takes a version (or `builtIn`) into use: what was read from another becomes stale. Throws like `getField`. */
export function activateField(store: Store, fieldId: string): void {
  write(store, () => {
    if (fieldId !== BUILT_IN) getField(store, fieldId);
    setFact(store, 'activeField', fieldId);
    refreshStaleness(store);
    record(store, { action: 'field.inUse', detail: { fieldId } });
  });
}

function versionOf(row: FieldRow): FieldVersion {
  return {
    ...(JSON.parse(row.body) as NewVersion),
    createdAt: row.created_at,
    createdBy: row.who,
    sha256: row.sha256,
  };
}

function hashOf(version: NewVersion, grid: Uint8Array): string {
  return createHash('sha256').update(JSON.stringify(version)).update(grid).digest('hex');
}
