import { useEffect, useRef } from 'react';
import type { WordKey } from '../../app/words/en.ts';

/**
 * One keymap for the whole product. Screens register what they answer to with `useKeys`; the help sheet
 * lists what is registered. The binding registered last wins, so a panel may take a key over while it is shown.
 */
export type KeyBinding = {
  /**
   * `j`, `?`, `/`, `space`, `escape`, `arrowleft`, `[`, with `mod+` (Ctrl, or Cmd on a Mac), `alt+`, `shift+`
   * before it. For printed characters shift is part of the character: write `?`, not `shift+/`.
   */
  keys: string;
  /** What it does, for the help sheet. */
  label: WordKey;
  /** Heading in the help sheet, e.g. `keys.areaCase`. */
  area: WordKey;
  press: (event: KeyboardEvent) => void;
  /** For keys that act while held (Space hides the layers). Also called when the window loses focus. */
  release?: () => void;
  /** Works in text fields too (Escape, Ctrl+Enter). */
  inFields?: boolean;
  /** Works while a dialog is open too. */
  inDialogs?: boolean;
  /** Listed only: whatever has the focus answers to it by itself (the 3D gland), and nothing else does. */
  byFocus?: boolean;
};

const NAMED: Record<string, string> = { ' ': 'space', Esc: 'escape', Spacebar: 'space' };

/** The name of a pressed key in the notation of `KeyBinding.keys`. */
export function nameOfKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const printed = event.key.length === 1 && event.key !== ' ';
  const key = NAMED[event.key] ?? event.key.toLowerCase();
  const letter = printed && /[a-z]/.test(key);
  const shift = event.shiftKey && (!printed || letter);
  return `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`;
}

/** What the help sheet prints for a binding, one string per key cap. */
export function keyCaps(keys: string, mac: boolean): string[] {
  const names: Record<string, string> = {
    mod: mac ? '⌘' : 'Ctrl',
    alt: mac ? '⌥' : 'Alt',
    shift: '⇧',
    space: 'Space',
    escape: 'Esc',
    enter: '⏎',
    delete: 'Del',
    home: 'Home',
    backspace: '⌫',
    arrowleft: '←',
    arrowright: '→',
    arrowup: '↑',
    arrowdown: '↓',
  };
  // A binding to "+" itself would be split away: it is kept by looking only at the pluses before the last key.
  const parts = keys.endsWith('+') ? [...keys.slice(0, -1).split('+').filter(Boolean), '+'] : keys.split('+');
  return parts.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

const registered: KeyBinding[] = [];
const watchers = new Set<() => void>();
let snapshot: readonly KeyBinding[] = [];

const changed = () => {
  snapshot = [...registered];
  for (const watcher of [...watchers]) watcher();
};

/** Adds bindings; the answer takes them away again. */
export function registerKeys(bindings: readonly KeyBinding[]): () => void {
  registered.push(...bindings);
  changed();
  return () => {
    for (const binding of bindings) registered.splice(registered.indexOf(binding), 1);
    changed();
  };
}

/** Everything registered now, for the help sheet (stable between changes). */
export const registeredKeys = (): readonly KeyBinding[] => snapshot;
export function onKeysChanged(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The binding that answers to a key now; the one registered last wins. */
export function bindingFor(
  bindings: readonly KeyBinding[],
  keys: string,
  inField: boolean,
  inDialog: boolean,
): KeyBinding | null {
  for (let i = bindings.length - 1; i >= 0; i--) {
    const binding = bindings[i];
    if (binding.keys !== keys || binding.byFocus) continue;
    if (inField && !binding.inFields) continue;
    if (inDialog && !binding.inDialogs) continue;
    return binding;
  }
  return null;
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true;
  // A check box or a slider does not take letters; Space and arrows still belong to it (see `ownsKey`).
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'range', 'button', 'file'].includes(target.type)
  );
}

/** Space and Enter press the focused control; arrows move sliders, menus and tabs. */
function ownsKey(target: EventTarget | null, name: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (name === 'space' || name === 'enter') {
    return target.closest('button, a[href], summary, [role=button], [role=menuitem], input') !== null;
  }
  if (name.startsWith('arrow')) {
    return target.closest('[role=slider], [role=menu], [role=tablist], [role=radiogroup], input') !== null;
  }
  return false;
}

/** Starts listening on the window; called once by the application. */
export function startKeys(): () => void {
  const held = new Map<string, KeyBinding>();
  const down = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return;
    const name = nameOfKey(event);
    if (ownsKey(event.target, name)) return;
    const inDialog = document.querySelector('[role=dialog][aria-modal=true]') !== null;
    const binding = bindingFor(registered, name, isField(event.target), inDialog);
    if (!binding) return;
    event.preventDefault();
    if (binding.release) {
      if (event.repeat || held.has(event.code)) return;
      held.set(event.code, binding);
    }
    binding.press(event);
  };
  const up = (event: KeyboardEvent) => {
    const binding = held.get(event.code);
    held.delete(event.code);
    binding?.release?.();
  };
  const letGo = () => {
    for (const binding of held.values()) binding.release?.();
    held.clear();
  };
  window.addEventListener('keydown', down);
  window.addEventListener('keyup', up);
  window.addEventListener('blur', letGo);
  return () => {
    window.removeEventListener('keydown', down);
    window.removeEventListener('keyup', up);
    window.removeEventListener('blur', letGo);
  };
}

/**
 * Registers bindings while a component is shown. The functions may change at every render;
 * the keys, labels and areas are read again when their joined text changes.
 */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const shape = bindings
    .map((b) => `${b.keys}|${b.label}|${b.inFields}|${b.inDialogs}|${!!b.release}`)
    .join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for the bindings
  useEffect(
    () =>
      registerKeys(
        latest.current.map((binding, i) => ({
          ...binding,
          press: (event) => latest.current[i]?.press(event),
          release: binding.release ? () => latest.current[i]?.release?.() : undefined,
        })),
      ),
    [shape],
  );
}
