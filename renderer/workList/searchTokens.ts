/**
 * Filter chips write into the search field and are read from it: the field is the only truth, so that what is
 * typed and what is clicked can never disagree. The grammar itself belongs to the store.
 */

/** One chip: the word it writes (in the language shown) and every word that means the same. */
export type FilterChip = { id: string; word: string; also: readonly string[] };
/** Filters of one kind widen the search (left or right) unless they exclude each other (reviewed, unreviewed). */
export type FilterGroup = { id: string; exclusive: boolean; chips: readonly FilterChip[] };

const wordsOf = (search: string): string[] => search.trim().split(/\s+/).filter(Boolean);
const means = (chip: FilterChip, word: string): boolean => {
  const lower = word.toLowerCase();
  return chip.word.toLowerCase() === lower || chip.also.some((other) => other.toLowerCase() === lower);
};

/** Whether the search holds the chip's filter. */
export function hasChip(search: string, chip: FilterChip): boolean {
  return wordsOf(search).some((word) => means(chip, word));
}

/** The search with the chip switched: added at the end (replacing those it excludes), or taken out. */
export function toggleChip(search: string, chip: FilterChip, group: FilterGroup): string {
  const words = wordsOf(search);
  if (hasChip(search, chip)) return words.filter((word) => !means(chip, word)).join(' ');
  const rest = words.filter((word) => !group.exclusive || !group.chips.some((other) => means(other, word)));
  return [...rest, chip.word].join(' ');
}

/** The search without every filter of these groups; free words stay. */
export function clearChips(search: string, groups: readonly FilterGroup[]): string {
  return wordsOf(search)
    .filter((word) => !groups.some((group) => group.chips.some((chip) => means(chip, word))))
    .join(' ');
}

/** How many chips are on. */
export function chipsOn(search: string, groups: readonly FilterGroup[]): number {
  return groups.reduce((n, group) => n + group.chips.filter((chip) => hasChip(search, chip)).length, 0);
}
