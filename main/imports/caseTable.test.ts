import { describe, expect, test } from 'vitest';
import { isWordKey, LANGUAGES, sayFailure } from '../../app/words/say.ts';
import { type FoundFile, readCaseTable } from './caseTable.ts';
import { fileFinder } from './fileFinder.ts';

const REPORTS: Record<string, Uint8Array> = {
  'r.txt': Buffer.from('\ufeffHypoechoic nodule.\n'),
  'gbk.txt': Uint8Array.from([0xbd, 0xe1, 0xbd, 0xda]), // 结节
  'noise.txt': Uint8Array.from([0xff, 0x00, 0x81]),
};
const files: FoundFile[] = [
  ...['a.png', 'b.png', 'c.dcm'].map((name) => ({ name, read: () => new Uint8Array(1) })),
  ...Object.entries(REPORTS).map(([name, bytes]) => ({ name, read: () => bytes })),
];
const read = (table: string | Uint8Array) =>
  readCaseTable(typeof table === 'string' ? Buffer.from(table) : table, fileFinder(files, 't.csv'), 't.csv');
const codesOf = (table: string) => read(table).rejected.map(({ row, failure }) => [row, failure.code]);

const HEAD = 'label,transverse,longitudinal,report,age,sex,side,pole,spacing';

describe('a table of cases', () => {
  test('gives each row as a case', () => {
    const { rows, rejected } = read(
      `${HEAD}\n0412,a.png,b.png,"Solid, hypoechoic\nsecond line",43,F,left,upper,0.07\n,c.dcm,,r.txt,,,,,\n`,
    );
    expect(rejected).toEqual([]);
    expect(rows[0]).toEqual({
      row: 2,
      facts: {
        label: '0412',
        ageYears: 43,
        sex: 'F',
        side: 'left',
        pole: 'upper',
        report: 'Solid, hypoechoic\nsecond line',
      },
      views: [
        { kind: 'transverse', file: files[0] },
        { kind: 'longitudinal', file: files[1] },
      ],
      spacingMmPerPx: 0.07,
      outcome: null,
    });
    expect(rows[1]).toMatchObject({
      facts: { label: 'c', ageYears: null, sex: null, side: null, pole: null, report: 'Hypoechoic nodule.' },
      spacingMmPerPx: null,
    });
  });

  test('may be headed and filled in Chinese, saved as GBK, UTF-8 with mark or UTF-16', () => {
    const text = '病例编号,横切面,超声报告,年龄（岁）,性别,侧别,极\n甲1,a.png,低回声结节,43岁,女,左叶,上极\n';
    const expected = {
      label: '甲1',
      ageYears: 43,
      sex: 'F',
      side: 'left',
      pole: 'upper',
      report: '低回声结节',
    };
    expect(read(`\ufeff${text}`).rows[0]!.facts).toEqual(expected);
    expect(read(Buffer.from(`\ufeff${text}`, 'utf16le')).rows[0]!.facts).toEqual(expected);
    // "编号,横切\n1,a.png\n" in GBK
    const gbk = Uint8Array.from([
      0xb1,
      0xe0,
      0xba,
      0xc5,
      0x2c,
      0xba,
      0xe1,
      0xc7,
      0xd0,
      0x0a,
      ...Buffer.from('1,a.png\n'),
    ]);
    expect(read(gbk).rows[0]).toMatchObject({ facts: { label: '1' }, views: [{ kind: 'transverse' }] });
  });

  test('may use semicolons or tabs, commas in numbers, any order, further columns and empty lines', () => {
    const { rows, rejected } = read(
      'Spacing (mm/px);Ward;TRANSVERSE;Age\n\n0,07;B2;a.png;43 y\n;;;\n0.08 mm;B3;b.png;\n',
    );
    expect(rejected).toEqual([]);
    expect(rows.map((row) => [row.row, row.spacingMmPerPx, row.facts.ageYears])).toEqual([
      [3, 0.07, 43],
      [5, 0.08, null],
    ]);
    expect(read('label\ttransverse\nx\ta.png').rows).toHaveLength(1);
  });

  test('takes the outcome of operated cases, by histology unless it says otherwise', () => {
    const { rows, rejected } = read(
      'label,transverse,Lateral metastasis,Outcome basis\n1,a.png,1,\n2,a.png,N1a,needle\n3,a.png,,\n4,a.png,maybe,\n5,a.png,0,hearsay',
    );
    expect(rows.map((row) => row.outcome)).toEqual([
      { lateralMetastasis: true, basis: 'histology' },
      { lateralMetastasis: false, basis: 'needle' },
      null,
    ]);
    expect(rejected).toEqual([
      {
        row: 5,
        failure: {
          code: 'table.badValue',
          values: { row: 5, column: 'Lateral metastasis', value: 'maybe' },
        },
      },
      {
        row: 6,
        failure: { code: 'table.badValue', values: { row: 6, column: 'Outcome basis', value: 'hearsay' } },
      },
    ]);
    const chinese = read('编号,横切面,侧颈淋巴结转移,结局依据\n1,a.png,无,随访').rows[0]!;
    expect(chinese.outcome).toEqual({ lateralMetastasis: false, basis: 'followUp' });
  });

  test('takes a report from a text file in UTF-8 or GBK', () => {
    const { rows } = read(`${HEAD}\n1,a.png,,r.txt,,,,,\n2,a.png,,gbk.txt,,,,,`);
    expect(rows.map((row) => row.facts.report)).toEqual(['Hypoechoic nodule.', '结节']);
  });

  test('rejects bad rows by number and reason, and takes the good ones', () => {
    const bad: [string, string][] = [
      ['x,a.png,,,430,F,left,upper,', 'table.badValue'],
      ['x,a.png,,,-3,F,left,upper,', 'table.badValue'],
      ['x,a.png,,,forty,F,left,upper,', 'table.badValue'],
      ['x,a.png,,,43,X,left,upper,', 'table.badValue'],
      ['x,a.png,,,43,F,near,upper,', 'table.badValue'],
      ['x,a.png,,,43,F,left,top,', 'table.badValue'],
      ['x,a.png,,,43,F,left,upper,7', 'table.badValue'],
      ['x,missing.png,,,43,F,left,upper,', 'table.fileMissing'],
      ['x,a.png,,gone.txt,43,F,left,upper,', 'table.fileMissing'],
      ['x,a.png,,noise.txt,43,F,left,upper,', 'table.reportNotText'],
      ['x,,,,43,F,left,upper,', 'table.noPicture'],
      ['x,a.png,a.png,,43,F,left,upper,', 'table.samePicture'],
      ['x,a.png,,solid, hypoechoic,43,F,left,upper,', 'table.tooManyCells'],
      [`x,a.png,,${'e'.repeat(20_001)},43,F,left,upper,`, 'table.reportTooLong'],
    ];
    const table = [HEAD, ...bad.map(([row]) => row), 'good,a.png,,,43,F,left,upper,0.07'].join('\n');
    const { rows, rejected } = read(table);
    expect(rejected.map(({ row, failure }) => [row, failure.code])).toEqual(
      bad.map(([, code], i) => [i + 2, code]),
    );
    expect(rows.map((row) => row.facts.label)).toEqual(['good']);
    for (const { row, failure } of rejected) {
      for (const language of LANGUAGES) expect(sayFailure(language, failure)).toContain(String(row));
    }
    expect(sayFailure('en', rejected[0]!.failure)).toContain('“430” is not understood as age');
  });

  test('with a quotation mark left open loses only that row', () => {
    expect(codesOf(`${HEAD}\n1,a.png,,"open,43,F,left,upper,\n2,b.png,,fine,43,F,left,upper,`)).toEqual([
      [2, 'table.openQuote'],
    ]);
  });

  test('takes a report of exactly 20,000 characters and one of emoji', () => {
    const { rows } = read(`${HEAD}\n1,a.png,,${'e'.repeat(20_000)},,,,,\n2,a.png,,${'🙂'.repeat(500)},,,,,`);
    expect(rows.map((row) => row.facts.report.length)).toEqual([20_000, 1000]);
  });

  test.each<[string, string | Uint8Array, string]>([
    ['is empty', '', 'table.empty'],
    ['is blank', ' \n\n', 'table.empty'],
    ['is an Excel workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), 'table.isSpreadsheet'],
    ['is an old Excel workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0]), 'table.isSpreadsheet'],
    ['is a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]), 'table.notText'],
    ['names no pictures', 'label,age\n1,43', 'table.noPictureColumn'],
    ['has no rows', `${HEAD}\n\n`, 'table.noRows'],
  ])('that %s is refused as a whole, by name', (_what, table, code) => {
    try {
      read(table);
    } catch (thrown) {
      const { failure } = thrown as { failure: Parameters<typeof sayFailure>[1] };
      expect(failure.code).toBe(code);
      expect(isWordKey(code)).toBe(true);
      for (const language of LANGUAGES) expect(sayFailure(language, failure)).toContain('t.csv');
      return;
    }
    throw new Error('did not fail');
  });
});

describe('a file named in a table', () => {
  const at = (name: string) => ({ name, read: () => new Uint8Array() });
  const find = fileFinder(
    [at('study/t.csv'), at('study/img/A.PNG'), at('study/b.png'), at('other/b.png'), at('study/x/c.png')],
    'study/t.csv',
  );

  test('is found by its path, below the table’s folder, or by its bare name', () => {
    expect(find('study/img/a.png')?.name).toBe('study/img/A.PNG');
    expect(find('img\\a.png')?.name).toBe('study/img/A.PNG');
    expect(find('./img/a.png')?.name).toBe('study/img/A.PNG');
    expect(find('c.png')?.name).toBe('study/x/c.png');
    expect(find('b.png')?.name).toBe('study/b.png');
  });

  test('is not guessed where two files have that name', () => {
    expect(fileFinder([at('x/b.png'), at('y/b.png')], 't.csv')('b.png')).toBeNull();
    expect(find('nothing.png')).toBeNull();
  });
});
