import { describe, expect, it } from 'vitest';
import { readSearch } from '../../app/workList/search.ts';
import { filterGroups } from './filterGroups.ts';
import { chipsOn, clearChips, hasChip, toggleChip } from './searchTokens.ts';

const NOW = new Date(2026, 9, 19, 12);
const english = filterGroups('en', NOW);
const group = (id: string) => english.find((g) => g.id === id)!;
const chip = (id: string, word: string) => group(id).chips.find((c) => c.word === word)!;
const toggle = (search: string, id: string, word: string) => toggleChip(search, chip(id, word), group(id));

describe('a filter chip', () => {
  it('writes its word behind what is typed and takes it out again', () => {
    const with70 = toggle('Wang', 'risk', 'risk>70');
    expect(with70).toBe('Wang risk>70');
    expect(toggle(with70, 'risk', 'risk>70')).toBe('Wang');
  });
  it('lights up for what is typed by hand, in either language', () => {
    expect(hasChip('LEFT nodule', chip('side', 'left'))).toBe(true);
    expect(hasChip('左侧 结节', chip('side', 'left'))).toBe(true);
    expect(hasChip('leftover', chip('side', 'left'))).toBe(false);
  });
  it('replaces what it excludes, and stands beside what it does not', () => {
    expect(toggle('unreviewed', 'review', 'reviewed')).toBe('reviewed');
    expect(toggle('left', 'side', 'right')).toBe('left right');
  });
  it('is cleared without touching free words', () => {
    const search = 'Wang risk>70 left 2026-10 "upper"';
    expect(chipsOn(search, english)).toBe(3);
    expect(clearChips(search, english)).toBe('Wang "upper"');
  });
});

describe.each(['en', 'zh'] as const)('every chip in %s', (language) => {
  const chips = filterGroups(language, NOW).flatMap((g) => g.chips);
  it.each(chips.map((c) => c.word))(
    '%s is understood by the search, not taken for a word to look for',
    (word) => {
      expect(readSearch(word).words).toEqual([]);
    },
  );
  it('means the same in the other language', () => {
    for (const { word, also } of chips)
      for (const other of also) expect(readSearch(other)).toEqual(readSearch(word));
  });
});
