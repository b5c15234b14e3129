import type { Bound, CalendarDay, WorkListSearch } from '../../app/workList/search.ts';

export type Condition = { sql: string; values: (string | number)[] };

/** The search field's filters as SQL conditions on the work list's own columns (all of them in its indexes). */
export function conditionsOf(search: WorkListSearch, archived: boolean): Condition[] {
  const conditions: Condition[] = [{ sql: `w.archived = ${archived ? 1 : 0}`, values: [] }];
  const push = (sql: string, ...values: (string | number)[]) => conditions.push({ sql, values });
  const above = (column: string, bound: Bound | null) =>
    bound && push(`${column} ${bound.inclusive ? '>=' : '>'} ?`, bound.value);
  const below = (column: string, bound: Bound | null) =>
    bound && push(`${column} ${bound.inclusive ? '<=' : '<'} ?`, bound.value);
  const oneOf = (column: string, values: readonly (string | number)[]) =>
    values.length && push(`${column} IN (${values.map(() => '?').join(', ')})`, ...values);
  const flag = (column: string, value: boolean | null) =>
    value !== null && push(`${column} = ${value ? 1 : 0}`);

  above('w.probability', search.riskAbove);
  below('w.probability', search.riskBelow);
  above('w.age_years', search.ageAbove);
  below('w.age_years', search.ageBelow);
  oneOf('w.stage', search.stages);
  oneOf('w.side', search.sides);
  oneOf('w.pole', search.poles);
  oneOf('w.sex', search.sexes);
  flag('w.reviewed', search.reviewed);
  flag('w.stale', search.stale);
  flag('w.withheld', search.withheld);
  if (search.assessed !== null) push(`w.assessed_at IS ${search.assessed ? 'NOT ' : ''}NULL`);
  if (search.dates.length) {
    // with several spans the "+" keeps SQLite from taking one index per span and sorting afterwards
    const column = search.dates.length > 1 ? '+w.created_at' : 'w.created_at';
    push(
      `(${search.dates.map(() => `${column} >= ? AND ${column} < ?`).join(' OR ')})`,
      ...search.dates.flatMap((span) => [startOfDay(span.from), startOfDay(span.before)]),
    );
  }
  return conditions;
}

/** Midnight of a calendar day where this machine is, as the stored UTC text. */
function startOfDay(day: CalendarDay): string {
  const date = new Date(2000, day.month - 1, day.day);
  date.setFullYear(day.year, day.month - 1, day.day);
  return date.toISOString();
}
