import { watched } from './store.ts';

/** A short message at the foot of the window. Failures stay until closed; the rest leave by themselves. */
export type Toast = {
  id: number;
  tone: 'note' | 'ok' | 'failure';
  text: string;
  /** For the support call; folds out. */
  detail?: string;
  action?: { label: string; run: () => void };
  /** How long it stays, ms; null until closed. */
  stayMs: number | null;
};

export const toasts = watched<readonly Toast[]>([]);
let nextId = 1;
const MOST = 4;

export function closeToast(id: number): void {
  toasts.set((all) => all.filter((toast) => toast.id !== id));
}

/** Shows a message; an identical failure already on screen is not shown twice. */
export function toast(
  message: Omit<Toast, 'id' | 'stayMs' | 'tone'> & Partial<Pick<Toast, 'tone' | 'stayMs'>>,
): number {
  const tone = message.tone ?? 'note';
  const same = toasts.get().find((t) => t.text === message.text && t.tone === tone && !t.action);
  if (same && !message.action) return same.id;
  const id = nextId++;
  const stayMs =
    message.stayMs === undefined
      ? tone === 'failure'
        ? null
        : message.action
          ? 10_000
          : 5000
      : message.stayMs;
  toasts.set((all) => [...all.slice(-(MOST - 1)), { ...message, tone, stayMs, id }]);
  return id;
}
