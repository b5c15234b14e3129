import { describe, expect, it } from 'vitest';
import type { WorkListRow } from '../../app/contract/channels.ts';
import { say } from '../../app/words/say.ts';
import type { Words } from '../words/words.ts';
import { rowRisk, secondLine } from './rowText.ts';

const english: Words['t'] = (key, values) => say('en', key, values);
const chinese: Words['t'] = (key, values) => say('zh', key, values);
const ROW: WorkListRow = {
  caseId: 'a',
  label: '0412',
  ageYears: 43,
  sex: 'F',
  side: 'left',
  pole: 'upper',
  createdAt: '2026-10-19T09:00:00Z',
  assessedAt: '2026-10-19T09:01:00Z',
  probability: 0.84,
  stage: 2,
  withheld: false,
  stale: false,
  reviewed: false,
  archived: false,
  simulated: false,
  views: 2,
};

describe('a row', () => {
  it('says stage, place and patient in both languages', () => {
    expect(secondLine(ROW, english)).toBe('Stage 2 · left upper · F 43');
    expect(secondLine(ROW, chinese)).toBe('2 期 · 左侧上极 · 女 43');
  });
  it('leaves out what is not known', () => {
    expect(secondLine({ ...ROW, pole: null, sex: null }, english)).toBe('Stage 2 · left · 43');
    expect(secondLine({ ...ROW, side: null, pole: null, ageYears: null, sex: null }, english)).toBe(
      'Stage 2',
    );
  });
  it('never shows a withheld estimate as a number, even if one came with it', () => {
    expect(rowRisk({ ...ROW, withheld: true })).toEqual({ kind: 'withheld' });
    expect(secondLine({ ...ROW, withheld: true, probability: null, stage: null }, english)).toBe(
      'Withheld · left upper · F 43',
    );
  });
  it('tells "not assessed" from "withheld"', () => {
    expect(rowRisk({ ...ROW, probability: null, stage: null })).toEqual({ kind: 'notAssessed' });
  });
});
