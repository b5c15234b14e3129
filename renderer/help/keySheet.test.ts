import { expect, it } from 'vitest';
import type { KeyBinding } from '../app/keys.ts';
import { keySheet } from './keySheet.ts';

it('lists each meaning once under its area, with all its keys', () => {
  const bind = (keys: string, label: KeyBinding['label'], area: KeyBinding['area']): KeyBinding => ({
    keys,
    label,
    area,
    press: () => {},
  });
  const sheet = keySheet([
    bind('j', 'keys.nextCase', 'keys.areaList'),
    bind('n', 'keys.newCase', 'keys.areaEverywhere'),
    bind('arrowdown', 'keys.nextCase', 'keys.areaList'),
    bind('j', 'keys.nextCase', 'keys.areaList'),
  ]);
  expect(sheet).toEqual([
    { area: 'keys.areaList', lines: [{ label: 'keys.nextCase', keys: ['j', 'arrowdown'] }] },
    { area: 'keys.areaEverywhere', lines: [{ label: 'keys.newCase', keys: ['n'] }] },
  ]);
});
