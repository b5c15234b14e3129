import type { Link } from '../../app/contract/channels.ts';
import { ask } from '../link/link.ts';
import { flushShelf } from './shelf.ts';

let locked = false;

/** True while the page is given up because the store was locked: nothing may hold it open with a question. */
export const isLockedOut = (): boolean => locked;

/** Drops everything this page has held of cases: a new page knows nothing but the lock screen. */
export function dropPage(): void {
  locked = true;
  location.reload();
}

/** Locks; what was typed is kept first. */
export async function lockNow(link: Link, toSwitch = false): Promise<void> {
  await flushShelf();
  await ask(link, 'access.lock', { toSwitch });
}
