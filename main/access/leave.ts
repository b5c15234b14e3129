import { record } from '../store/audit.ts';
import { ITSELF } from '../store/store.ts';
import { getUser } from '../store/users.ts';
import type { DoorState, LockReason } from './doorState.ts';

/** Takes the session away and leaves the store open: what is under way is finished and kept. */
export function lock(door: DoorState, why: LockReason): void {
  if (!door.session || door.session.demo) return;
  const { store } = door.open!;
  record(store, { action: 'access.locked', detail: { why } });
  door.session = null;
  door.reason = why;
  store.actor = ITSELF;
  door.changed();
}

/** After a change of the person signed in: their name or role. */
export function refreshSession(door: DoorState): void {
  if (!door.session || door.session.demo) return;
  const { store } = door.open!;
  const { id, name, role } = getUser(store, door.session.user.id);
  door.session = { user: { id, name, role }, demo: false };
  store.actor = { id, name };
  door.changed();
}

/** Closes the store and signs everybody out while `swap` puts another one in its place. */
export function replaceStore(door: DoorState, swap: () => void): void {
  closeStore(door);
  door.untried = null;
  door.reason = 'start';
  try {
    swap();
  } finally {
    door.changed();
  }
}

/** The key leaves memory here. */
export function closeStore(door: DoorState): void {
  door.session = null;
  door.open?.store.close();
  door.open?.dataKey.fill(0);
  door.open = null;
}
