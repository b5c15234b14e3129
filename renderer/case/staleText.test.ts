import { expect, it } from 'vitest';
import type { StaleReason } from '../../app/case/staleness.ts';
import { say } from '../../app/words/say.ts';
import { figuresAreStale, staleText } from './staleText.ts';

const english = { language: 'en', t: (key: never, values?: never) => say('en', key, values) } as never;
const prevalence: StaleReason = { kind: 'setting', setting: 'prevalence', was: 0.52, now: 0.3 };
const notAsked: StaleReason = { kind: 'notAsked', system: 'CSASN', sha256: 'a'.repeat(64) };

it('names the setting with both values, and the system that was not asked', () => {
  const text = staleText([prevalence, notAsked], english);
  expect(text).toContain('52%');
  expect(text).toContain('30%');
  expect(text).toContain('CSASN');
  expect(figuresAreStale([prevalence, notAsked])).toBe(true);
});

it('leaves the figures standing when only another system has joined', () => {
  expect(figuresAreStale([notAsked])).toBe(false);
  expect(staleText([notAsked], english)).not.toContain('52%');
});

it('names another risk field, whose figures are another’s', () => {
  expect(staleText([{ kind: 'field' }, notAsked], english)).toContain('Another risk field');
  expect(figuresAreStale([{ kind: 'field' }])).toBe(true);
});

it('says no more than that the case has changed when it has', () => {
  expect(staleText([{ kind: 'case' }, prevalence], english)).not.toContain('30%');
});
