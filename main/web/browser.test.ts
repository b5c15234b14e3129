import { describe, expect, test } from 'vitest';
import { openCommand } from './browser.ts';

const ADDRESS = 'http://127.0.0.1:4000/?token=abc&x=1';

describe('the browser is opened', () => {
  test('by the desktop on Linux, and not at all without one', () => {
    expect(openCommand(ADDRESS, 'linux', { DISPLAY: ':0' })).toEqual(['xdg-open', [ADDRESS]]);
    expect(openCommand(ADDRESS, 'linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open', [ADDRESS]]);
    expect(openCommand(ADDRESS, 'linux', {})).toBeNull();
  });
  test('by open on macOS', () => {
    expect(openCommand(ADDRESS, 'darwin', {})).toEqual(['open', [ADDRESS]]);
  });
  test('by start on Windows, with the address kept whole', () => {
    expect(openCommand(ADDRESS, 'win32', {})?.[1].at(-1)).toBe('http://127.0.0.1:4000/?token=abc^&x=1');
  });
});
