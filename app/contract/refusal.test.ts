import { describe, expect, test } from 'vitest';
import { isWordKey, LANGUAGES, say } from '../words/say.ts';
import { ROLES, roleAllows } from './access.ts';
import { CHANNELS, type ChannelName, needOf } from './channels.ts';
import { refusalOf } from './refusal.ts';

const NAMES = Object.keys(CHANNELS) as ChannelName[];

describe('what a person may ask', () => {
  test.each(ROLES)('is one table for screens and backend: %s', (role) => {
    for (const name of NAMES) {
      const allowed = roleAllows(role, needOf(name, {}));
      expect(refusalOf(name, {}, { role, demo: false }) === null, name).toBe(allowed);
    }
  });

  test('goes with the setting: a reader the language, an administrator the clinic’s own', () => {
    const reader = { role: 'reader', demo: false } as const;
    expect(refusalOf('settings.set', { language: 'zh' }, reader)).toBeNull();
    expect(refusalOf('settings.set', { prevalence: 0.3 }, reader)).toBe('access.needs.administrator');
  });

  test('in the demonstration leaves out what would bring in something of one’s own, whatever the role', () => {
    const demo = { role: 'administrator', demo: true } as const;
    for (const name of ['case.create', 'cytology.add', 'transfer.receive', 'backup.make'] as const)
      expect(refusalOf(name, {}, demo)).toBe('demo.examplesOnly');
    for (const name of ['case.get', 'assessment.start', 'case.addExamples'] as const)
      expect(refusalOf(name, {}, demo)).toBeNull();
  });

  test('each refusal is a sentence in both languages, shown beside what is not offered', () => {
    const asked = NAMES.flatMap((name) =>
      ROLES.flatMap((role) => [true, false].map((demo) => refusalOf(name, {}, { role, demo }))),
    );
    const reasons = [...new Set(asked)].filter((reason) => reason !== null);
    expect(reasons.length).toBeGreaterThan(2);
    for (const reason of reasons) {
      expect(isWordKey(reason)).toBe(true);
      for (const language of LANGUAGES) expect(say(language, reason).length).toBeGreaterThan(8);
    }
  });
});

test('whatever changes a case needs the same role, so that a case’s screen asks for one of them', () => {
  const changes = NAMES.filter(
    (name) => /^(case|cytology|assessment|outcome)\./.test(name) && !/\.(get|list|jobs|workList)$/.test(name),
  );
  expect(changes).toEqual(expect.arrayContaining(['case.change', 'assessment.start', 'outcome.record']));
  for (const name of changes) expect(CHANNELS[name].needs, name).toBe('clinician');
});
