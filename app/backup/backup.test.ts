import { expect, test } from 'vitest';
import { backupsToRemove, isBackupDue } from './backup.ts';

const DAY = 86_400_000;
const madeDaily = (days: number, from = Date.UTC(2026, 0, 1, 8)) =>
  Array.from({ length: days }, (_, i) => ({
    file: `${i}`,
    madeAt: new Date(from + i * DAY).toISOString(),
    auditSeq: i + 1,
  }));
const left = (all: ReturnType<typeof madeDaily>) => {
  const gone = new Set(backupsToRemove(all));
  return all.filter((one) => !gone.has(one)).map(({ madeAt }) => madeAt.slice(0, 10));
};

test('of a year of daily backups the last seven days, four weeks and six months are kept', () => {
  // 2026-12-31 is a Thursday: its weeks end on the 31st, the 27th, the 20th and the 13th.
  expect(left(madeDaily(365))).toEqual([
    '2026-07-31',
    '2026-08-31',
    '2026-09-30',
    '2026-10-31',
    '2026-11-30',
    '2026-12-13',
    '2026-12-20',
    ...['25', '26', '27', '28', '29', '30', '31'].map((day) => `2026-12-${day}`),
  ]);
});

test('the one with the last entries is kept even where the clock was set back', () => {
  const all = madeDaily(40);
  const setBack = { file: 'last', madeAt: '2020-01-01T00:00:00.000Z', auditSeq: 41 };
  expect(backupsToRemove([...all, setBack])).not.toContain(setBack);
});

test('one is due after a day or a week, never when switched off, and at once when the last lies in the future', () => {
  const now = new Date('2026-11-22T08:00:00Z');
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
  expect(isBackupDue('daily', ago(19), now)).toBe(false);
  expect(isBackupDue('daily', ago(21), now)).toBe(true);
  expect(isBackupDue('weekly', ago(6 * 24), now)).toBe(false);
  expect(isBackupDue('weekly', ago(7 * 24), now)).toBe(true);
  expect(isBackupDue('off', null, now)).toBe(false);
  expect(isBackupDue('daily', null, now)).toBe(true);
  expect(isBackupDue('daily', ago(-48), now)).toBe(true);
});
