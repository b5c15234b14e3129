import type { WordKey } from '../../app/words/en.ts';
import { LANGUAGES, type Language, say } from '../../app/words/say.ts';
import type { FilterChip, FilterGroup } from './searchTokens.ts';

const spoken = (language: Language, key: WordKey): FilterChip => ({
  id: key,
  word: say(language, key),
  also: LANGUAGES.map((other) => say(other, key)),
});
const written = (word: string): FilterChip => ({ id: word, word, also: [] });

/** `2026-10`, in the clinic's own time. */
const month = (date: Date): string => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;

export type NamedFilterGroup = FilterGroup & { name: WordKey };

/** The chips under the search field, in the words the store's grammar understands in this language. */
export function filterGroups(language: Language, now: Date = new Date()): NamedFilterGroup[] {
  const lastMonth = new Date(now.getFullYear(), now.getMonth() - 1, 1);
  const today = `${month(now)}-${String(now.getDate()).padStart(2, '0')}`;
  return [
    {
      id: 'risk',
      name: 'list.filterRisk',
      chips: [written('risk>70'), written('risk>50'), written('risk<30')],
    },
    {
      id: 'stage',
      name: 'list.filterStage',
      chips: [written('stage:1'), written('stage:2'), written('stage:3')],
    },
    {
      id: 'side',
      name: 'list.filterSide',
      chips: [
        spoken(language, 'filter.left'),
        spoken(language, 'filter.right'),
        spoken(language, 'filter.isthmus'),
      ],
    },
    {
      id: 'pole',
      name: 'list.filterPole',
      chips: [
        spoken(language, 'filter.upper'),
        spoken(language, 'filter.middle'),
        spoken(language, 'filter.lower'),
      ],
    },
    {
      id: 'review',
      name: 'list.filterReview',
      chips: [spoken(language, 'filter.unreviewed'), spoken(language, 'filter.reviewed')],
    },
    {
      id: 'state',
      name: 'list.filterState',
      chips: [spoken(language, 'filter.stale'), spoken(language, 'filter.withheld')],
    },
    {
      id: 'date',
      name: 'list.filterDate',
      chips: [written(today), written(month(now)), written(month(lastMonth))],
    },
  ];
}
