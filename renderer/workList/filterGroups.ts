import type { WordKey } from '../../app/words/en.ts';
import { LANGUAGES, type Language, say } from '../../app/words/say.ts';
import type { FilterChip, FilterGroup } from './searchTokens.ts';

type Values = Record<string, string | number>;

const chip = (language: Language, key: WordKey, values: Values = {}): FilterChip => ({
  id: `${key}${Object.values(values).join('')}`,
  word: say(language, key, values),
  also: LANGUAGES.map((other) => say(other, key, values)),
});
const written = (word: string): FilterChip => ({ id: word, word, also: [] });

/** `2026-10`, in the clinic's own time. */
const month = (date: Date): string => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;

export type NamedFilterGroup = FilterGroup & { name: WordKey };

/** The chips under the search field, in words that `readSearch` (app/workList/search.ts) understands. */
export function filterGroups(language: Language, now: Date = new Date()): NamedFilterGroup[] {
  const lastMonth = new Date(now.getFullYear(), now.getMonth() - 1, 1);
  const today = `${month(now)}-${String(now.getDate()).padStart(2, '0')}`;
  const group = (id: string, name: WordKey, exclusive: boolean, chips: FilterChip[]): NamedFilterGroup => ({
    id,
    name,
    exclusive,
    chips,
  });
  const words = (keys: WordKey[]): FilterChip[] => keys.map((key) => chip(language, key));
  return [
    group('risk', 'list.filterRisk', true, [
      chip(language, 'filter.riskAbove', { percent: 70 }),
      chip(language, 'filter.riskAbove', { percent: 50 }),
      chip(language, 'filter.riskBelow', { percent: 30 }),
    ]),
    group(
      'stage',
      'list.filterStage',
      false,
      [1, 2, 3].map((n) => chip(language, 'filter.stage', { n })),
    ),
    group('side', 'list.filterSide', false, words(['filter.left', 'filter.right', 'filter.isthmus'])),
    group('pole', 'list.filterPole', false, words(['filter.upper', 'filter.middle', 'filter.lower'])),
    group('review', 'list.filterReview', true, words(['filter.unreviewed', 'filter.reviewed'])),
    group(
      'state',
      'list.filterState',
      false,
      words(['filter.stale', 'filter.withheld', 'filter.unassessed']),
    ),
    group('date', 'list.filterDate', true, [written(today), written(month(now)), written(month(lastMonth))]),
  ];
}
