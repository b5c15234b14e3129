import { useWatched, watched } from './store.ts';

/** What is on the right of the work list, and what lies over it. Kept over a reload. */
export type Route = {
  caseId: string | null;
  /** The new-case screen covers the case until it is left. */
  newCase: boolean;
  sheet:
    | 'settings'
    | 'models'
    | 'field'
    | 'help'
    | 'importFolder'
    | 'meaning'
    | 'people'
    | 'audit'
    | 'backup'
    | 'receive'
    | null;
  listShown: boolean;
};

const KEY = 'thyromap.route';
const FIRST: Route = { caseId: null, newCase: false, sheet: null, listShown: true };

function remembered(): Route {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Route>;
    return {
      ...FIRST,
      caseId: typeof kept.caseId === 'string' ? kept.caseId : null,
      newCase: kept.newCase === true,
      listShown: kept.listShown !== false,
    };
  } catch {
    return FIRST;
  }
}

const route = watched<Route>(typeof sessionStorage === 'undefined' ? FIRST : remembered());
route.watch(() => sessionStorage.setItem(KEY, JSON.stringify(route.get())));

/** Where there is room for one thing only, the list makes way for what was opened from it. */
const narrow = (): boolean => window.matchMedia('(max-width: 760px)').matches;

/** Asked before the case in view is left; answering false keeps it (unsaved mask edits). */
export type LeaveGuard = () => boolean | Promise<boolean>;
const guards = new Set<LeaveGuard>();

/** Adds a guard; the answer takes it away. */
export function guardLeaving(guard: LeaveGuard): () => void {
  guards.add(guard);
  return () => guards.delete(guard);
}

async function mayLeave(): Promise<boolean> {
  for (const guard of [...guards]) if (!(await guard())) return false;
  return true;
}

export const useRoute = (): Route => useWatched(route);
export const currentRoute = (): Route => route.get();

/** Shows a case (null: none). Resolves to false when a guard kept the present one. */
export async function showCase(caseId: string | null): Promise<boolean> {
  const now = route.get();
  if (now.caseId === caseId && !now.newCase) return true;
  if (now.caseId !== caseId && !(await mayLeave())) return false;
  route.set((r) => ({
    ...r,
    caseId,
    newCase: false,
    sheet: null,
    listShown: r.listShown && !(caseId !== null && narrow()),
  }));
  return true;
}

/** Covers the case with the new-case screen. */
export async function showNewCase(): Promise<boolean> {
  if (!(await mayLeave())) return false;
  route.set((r) => ({ ...r, newCase: true, sheet: null, listShown: r.listShown && !narrow() }));
  return true;
}
export const leaveNewCase = (): void =>
  route.set((r) => ({ ...r, newCase: false, listShown: r.listShown || (r.caseId === null && narrow()) }));
export const openSheet = (sheet: Route['sheet']): void => route.set((r) => ({ ...r, sheet }));
export const showList = (listShown: boolean): void => route.set((r) => ({ ...r, listShown }));
