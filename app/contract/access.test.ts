import { describe, expect, test } from 'vitest';
import { ROLES, roleAllows } from './access.ts';
import { CHANNELS, type ChannelName, needOf } from './channels.ts';

const NAMES = Object.keys(CHANNELS) as ChannelName[];

describe('every request of the contract', () => {
  test.each(NAMES)('%s says whom it needs', (name) => {
    expect(['anyone', ...ROLES]).toContain(CHANNELS[name].needs);
  });

  test('that nobody need be signed in for tells nothing of a case and changes none', () => {
    // A new name here is a decision, not an oversight.
    expect(NAMES.filter((name) => CHANNELS[name].needs === 'anyone').sort()).toEqual([
      'access.leaveExamples',
      'access.recover',
      'access.setUp',
      'access.state',
      'access.tryExamples',
      'access.unlock',
      'app.info',
      // On a new computer there is nobody yet: the backup's own passphrase opens it; see backup/handlers.ts.
      'backup.look',
      'backup.preview',
      'backup.restore',
      'settings.get',
    ]);
  });

  test('that a reader may make changes no case, no person and no model', () => {
    const changes =
      /\.(create|change|set|delete|undelete|import|add|remove|restore|start|cancel|verify|rebuild)/;
    const allowed = NAMES.filter((name) => roleAllows('reader', CHANNELS[name].needs));
    expect(allowed.filter((name) => changes.test(name) && name !== 'settings.set').sort()).toEqual([
      'access.changePassphrase',
      'access.setUp',
      'backup.restore',
      // Computed for the screen, kept nowhere.
      'explanation.cancel',
    ]);
  });
});

test('a reader may choose the language, the clinic’s own settings only an administrator', () => {
  expect(needOf('settings.set', { language: 'zh' })).toBe('reader');
  expect(needOf('settings.set', { language: 'zh', prevalence: 0.3 })).toBe('administrator');
  expect(needOf('settings.set', { lockAfterMinutes: 480 })).toBe('administrator');
});

test('each role may do all that the one before may, nobody nothing', () => {
  for (const [i, need] of ROLES.entries())
    for (const [j, role] of ROLES.entries()) expect(roleAllows(role, need)).toBe(j >= i);
  expect(ROLES.map((need) => roleAllows(null, need))).toEqual([false, false, false]);
  expect(roleAllows(null, 'anyone')).toBe(true);
});
