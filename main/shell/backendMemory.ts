/**
 * Keeps the backend from growing over a long day (`npm run soak` wants its memory flat within 10% over 2,000 cases).
 * What it holds at rest is some 30 MB of V8's heap and SQLite's pages (64 MB at most, `openStore`); the rest was room that
 * allocators had taken at a busy moment and never gave back.
 */

/** V8's nursery grows to three times 16 MB under load and stays so; half is enough for requests of a few MB. */
export const BACKEND_OPTIONS: readonly string[] = ['--max-semi-space-size=8'];

/**
 * For glibc (elsewhere nothing reads it). It keeps a heap for each thread, and after the first large buffer was freed it
 * takes all later ones from these heaps, where small ones left between them hold the pages (mallopt(3),
 * M_MMAP_THRESHOLD is dynamic unless set). Set, a picture's memory goes back when the picture does.
 */
export const BACKEND_MALLOC: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};
