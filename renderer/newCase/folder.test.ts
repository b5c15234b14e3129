import { describe, expect, it } from 'vitest';
import { isCaseTable } from './dropped.ts';
import { decodeTable, planFolder } from './folderFiles.ts';

const file = (path: string) => ({ path, file: new File([], path) });

describe('a dropped folder', () => {
  it('is a table of cases when a CSV is in it', () => {
    expect(isCaseTable([file('clinic/cases.CSV'), file('clinic/a.png')])).toBe(true);
    expect(isCaseTable([file('a.png'), file('b.dcm')])).toBe(false);
  });
  it('sends only what the table names', () => {
    const files = ['clinic/cases.csv', 'clinic/A_t.png', 'clinic/sub/a_l.png', 'clinic/other.png'].map(file);
    const plan = planFolder(files, () => 'label,transverse,longitudinal\na,a_t.png,sub/a_l.png\n');
    expect(plan.table?.path).toBe('clinic/cases.csv');
    expect(plan.named.map((f) => f.path)).toEqual(['clinic/A_t.png', 'clinic/sub/a_l.png']);
    expect(plan.left).toBe(1);
  });
  it('never guesses between two tables', () => {
    const plan = planFolder([file('a.csv'), file('b.csv')], () => '');
    expect(plan.table).toBeNull();
    expect(plan.tables).toHaveLength(2);
  });
});

it('a table saved in GBK by a Chinese spreadsheet is read as well as UTF-8', () => {
  const utf8 = new TextEncoder().encode('名称,横切面');
  expect(decodeTable(utf8.buffer)).toBe('名称,横切面');
  const gbk = Uint8Array.from([0xc3, 0xfb, 0xb3, 0xc6]); // 名称
  expect(decodeTable(gbk.buffer)).toBe('名称');
});
