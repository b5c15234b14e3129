import { describe, expect, it } from 'vitest';
import { bindingFor, type KeyBinding, keyCaps, nameOfKey, registeredKeys, registerKeys } from './keys.ts';

const key = (name: string, part: Partial<KeyboardEvent> = {}) =>
  nameOfKey({ key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...part });
const binding = (keys: string, part: Partial<KeyBinding> = {}): KeyBinding => ({
  keys,
  label: 'shell.newCase',
  area: 'keys.areaEverywhere',
  press: () => {},
  ...part,
});

describe('a pressed key', () => {
  it('is named by what it prints, wherever the keyboard puts it', () => {
    expect(key('?', { shiftKey: true })).toBe('?');
    expect(key('/')).toBe('/');
    expect(key('[')).toBe('[');
    expect(key('j')).toBe('j');
    expect(key('+', { shiftKey: true })).toBe('+');
  });
  it('keeps shift for letters and for keys that print nothing', () => {
    expect(key('J', { shiftKey: true })).toBe('shift+j');
    expect(key('Enter', { shiftKey: true })).toBe('shift+enter');
  });
  it('takes Ctrl and Cmd for the same', () => {
    expect(key('z', { ctrlKey: true })).toBe('mod+z');
    expect(key('z', { metaKey: true })).toBe('mod+z');
    expect(key('Z', { ctrlKey: true, shiftKey: true })).toBe('mod+shift+z');
  });
  it('knows Space and Escape', () => {
    expect(key(' ')).toBe('space');
    expect(key('Escape')).toBe('escape');
  });
});

describe('the keymap', () => {
  it('lets the binding registered last win', () => {
    const first = binding('e');
    const second = binding('e');
    expect(bindingFor([first, second], 'e', false, false)).toBe(second);
    expect(bindingFor([first, binding('e', { byFocus: true })], 'e', false, false)).toBe(first);
  });
  it('leaves letters to text fields, and to dialogs, unless the binding says otherwise', () => {
    const close = binding('escape', { inFields: true, inDialogs: true });
    expect(bindingFor([binding('j'), close], 'j', true, false)).toBeNull();
    expect(bindingFor([binding('j'), close], 'j', false, true)).toBeNull();
    expect(bindingFor([binding('j'), close], 'escape', true, true)).toBe(close);
  });
  it('falls back to the earlier binding when a panel has gone', () => {
    const goFirst = registerKeys([binding('f')]);
    const goSecond = registerKeys([binding('f', { label: 'shell.close' })]);
    goSecond();
    expect(registeredKeys().map((b) => b.label)).toEqual(['shell.newCase']);
    goFirst();
    expect(registeredKeys()).toEqual([]);
  });
});

describe('key caps', () => {
  it('print one cap for each key', () => {
    expect(keyCaps('mod+shift+z', false)).toEqual(['Ctrl', '⇧', 'Z']);
    expect(keyCaps('mod+enter', true)).toEqual(['⌘', '⏎']);
    expect(keyCaps('+', false)).toEqual(['+']);
    expect(keyCaps('mod++', false)).toEqual(['Ctrl', '+']);
    expect(keyCaps('?', false)).toEqual(['?']);
  });
});
