import type { Link } from '../../app/contract/channels.ts';

/**
 * What is typed or drawn and not yet saved. It reads like the browser's storage, and lies in the encrypted store:
 * a browser writes its own into the profile on the disk, in the clear.
 */
const WAIT_MS = 400;
const AGAIN_MS = 3000;

const kept = new Map<string, string>();
const unsent = new Set<string>();
let link: Link | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

export const shelf: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => {
    if (kept.get(key) === value) return;
    kept.set(key, value);
    later(key);
  },
  removeItem: (key) => {
    if (kept.delete(key)) later(key);
  },
};

/** Reads what the person signed in has left; called before any screen is shown. */
export async function openShelf(to: Link): Promise<void> {
  link = to;
  const reply = await to.send('draft.list', {});
  if (!reply.ok) return;
  for (const { key, value } of reply.value.drafts) if (!unsent.has(key)) kept.set(key, value);
  if (unsent.size > 0) later();
}

const collectors: (() => void)[] = [];

/** Called before everything is sent: puts on the shelf what was about to be put there. */
export function beforeFlush(collect: () => void): void {
  collectors.push(collect);
}

/** Sends what is not sent yet: before locking, so that nothing typed is lost. */
export async function flushShelf(): Promise<void> {
  for (const collect of collectors) collect();
  clearTimeout(timer);
  timer = undefined;
  const to = link;
  if (!to) return;
  for (const key of [...unsent]) {
    unsent.delete(key);
    const reply = await to.send('draft.keep', { key, value: kept.get(key) ?? null });
    // Kept in memory and sent again: the connection may come back.
    if (!reply.ok) unsent.add(key);
  }
  if (unsent.size > 0) timer = setTimeout(() => void flushShelf(), AGAIN_MS);
}

function later(key?: string): void {
  if (key !== undefined) unsent.add(key);
  timer ??= setTimeout(() => void flushShelf(), WAIT_MS);
}

if (typeof addEventListener === 'function') addEventListener('pagehide', () => void flushShelf());
