import { randomUUID } from 'node:crypto';
import type { Role, User } from '../../app/contract/access.ts';
import { FailureError } from '../../app/failure.ts';
import { record } from './audit.ts';
import { prepared, read, type Store, write } from './store.ts';

/** The people who work with this store. Names are also in the key file, for the sign-in screen; roles only here. */

type Row = { id: string; name: string; role: Role; created_at: string; closed_at: string | null };

/** Everybody, in the order they came. */
export function listUsers(store: Store): User[] {
  return read(store, () => prepared<[], Row>(store, 'SELECT * FROM users ORDER BY n').all().map(toUser));
}

/** A person who may sign in. @throws FailureError `access.unknownUser` */
export function getUser(store: Store, userId: string): User {
  const row = read(store, () =>
    prepared<[string], Row>(store, 'SELECT * FROM users WHERE id = ?').get(userId),
  );
  if (!row || row.closed_at !== null) throw new FailureError('access.unknownUser');
  return toUser(row);
}

/** @throws FailureError `user.nameTaken` */
export function addUser(store: Store, person: { id?: string; name: string; role: Role }): User {
  return write(store, () => {
    checkName(store, person.name, null);
    const id = person.id ?? randomUUID();
    prepared(store, 'INSERT INTO users (id, name, role, created_at) VALUES (?, ?, ?, ?)').run(
      id,
      person.name,
      person.role,
      store.now().toISOString(),
    );
    record(store, { action: 'user.added', detail: { userId: id, name: person.name, role: person.role } });
    return getUser(store, id);
  });
}

/** @throws FailureError `user.nameTaken`, `user.lastAdministrator`, `access.unknownUser` */
export function changeUser(
  store: Store,
  userId: string,
  change: { name?: string | undefined; role?: Role | undefined; closed?: boolean | undefined },
): User {
  return write(store, () => {
    const before = listUsers(store).find((user) => user.id === userId);
    if (!before) throw new FailureError('access.unknownUser');
    const name = change.name ?? before.name;
    const role = change.role ?? before.role;
    const closedAt =
      change.closed === undefined ? before.closedAt : change.closed ? store.now().toISOString() : null;
    if (closedAt === null) checkName(store, name, userId);
    prepared(store, 'UPDATE users SET name = ?, role = ?, closed_at = ? WHERE id = ?').run(
      name,
      role,
      closedAt,
      userId,
    );
    const administrators = listUsers(store).filter(
      (user) => user.role === 'administrator' && user.closedAt === null,
    );
    if (administrators.length === 0) throw new FailureError('user.lastAdministrator');
    record(store, {
      action: 'user.changed',
      detail: { userId, name, role, closed: closedAt !== null },
    });
    return { ...before, name, role, closedAt };
  });
}

function checkName(store: Store, name: string, except: string | null): void {
  const same = (user: User): boolean =>
    user.closedAt === null &&
    user.id !== except &&
    user.name.normalize('NFKC').toLowerCase() === name.normalize('NFKC').toLowerCase();
  if (listUsers(store).some(same)) throw new FailureError('user.nameTaken', { name });
}

const toUser = (row: Row): User => ({
  id: row.id,
  name: row.name,
  role: row.role,
  createdAt: row.created_at,
  closedAt: row.closed_at,
});
