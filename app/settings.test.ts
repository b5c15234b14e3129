import { expect, it } from 'vitest';
import { CHANNELS } from './contract/channels.ts';
import { DEFAULT_SETTINGS, settingsChangeSchema } from './settings.ts';

it('changing one setting says nothing about the others', () => {
  expect(CHANNELS['settings.set'].input.parse({ prevalence: 0.3 })).toEqual({ prevalence: 0.3 });
  expect(settingsChangeSchema.parse({})).toEqual({});
});

it('every setting can be changed, and only to a possible value', () => {
  expect(settingsChangeSchema.parse(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
  expect(settingsChangeSchema.safeParse({ prevalence: 1.2 }).success).toBe(false);
});
