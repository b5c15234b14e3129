import { describe, expect, it } from 'vitest';
import { count, listOf, percent, seconds, shortDate } from './format.ts';

describe('percent', () => {
  it('is whole, and never certain', () => {
    expect(percent(0.84)).toBe('84%');
    expect(percent(0.001)).toBe('<1%');
    expect(percent(0)).toBe('<1%');
    expect(percent(0.9949)).toBe('99%');
    expect(percent(0.999)).toBe('>99%');
  });
});

describe('a date in the list', () => {
  const now = new Date(2026, 9, 19, 15, 30);
  const iso = (...at: [number, number, number, number?, number?]) => new Date(...at).toISOString();
  it('is the time today, day and month this year, and has the year before that', () => {
    expect(shortDate(iso(2026, 9, 19, 9, 5), 'en', now)).toBe('09:05');
    expect(shortDate(iso(2026, 9, 18), 'en', now)).toBe('18 Oct');
    expect(shortDate(iso(2025, 9, 18), 'en', now)).toBe('18 Oct 2025');
    expect(shortDate(iso(2026, 9, 18), 'zh', now)).toBe('10月18日');
  });
});

it('counts, lists and times are written as the language writes them', () => {
  expect(count(100_000, 'en')).toBe('100,000');
  expect(listOf(['the scale', 'the side', 'the age'], 'en')).toBe('the scale, the side and the age');
  expect(listOf(['侧别', '年龄'], 'zh')).toBe('侧别和年龄');
  expect(seconds(412)).toBe('0.4 s');
  expect(seconds(12_300)).toBe('12 s');
});
