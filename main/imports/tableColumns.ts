import type { OutcomeBasis } from '../../app/case/outcome.ts';
import type { Pole, Sex, Side } from '../../app/case/patientCase.ts';

/** The columns of a case table, and the words that people head and fill them with. */
export type TableColumn =
  | 'label'
  | 'transverse'
  | 'longitudinal'
  | 'report'
  | 'age'
  | 'sex'
  | 'side'
  | 'pole'
  | 'spacing'
  | 'outcome'
  | 'outcomeBasis';

const HEADINGS: Record<TableColumn, string[]> = {
  label: [
    'label',
    'case',
    'caseid',
    'id',
    '名称',
    '病例名称',
    '标签',
    '编号',
    '病例',
    '病例号',
    '病例编号',
    '序号',
  ],
  transverse: ['transverse', 'trans', 'axial', '横切', '横切面', '横断面', '横切图像', '横切图'],
  longitudinal: [
    'longitudinal',
    'long',
    'sagittal',
    '纵切',
    '纵切面',
    '纵断面',
    '纵切图像',
    '纵切图',
    '矢状面',
  ],
  report: ['report', 'text', 'reporttext', '报告', '超声报告', '超声所见', '检查所见', '描述'],
  age: ['age', 'ageyears', '年龄', '年龄岁'],
  sex: ['sex', 'gender', '性别'],
  side: ['side', 'laterality', 'lobe', '侧别', '侧', '左右', '叶'],
  pole: ['pole', '极', '上中下', '位置'],
  spacing: [
    'spacing',
    'spacingmmperpx',
    'mmperpx',
    'mmperpixel',
    'mmpx',
    'pixelspacing',
    '像素间距',
    '比例尺',
  ],
  outcome: [
    'outcome',
    'lateralmetastasis',
    'lateralnodemetastasis',
    '结局',
    '侧颈转移',
    '侧颈淋巴结转移',
    '侧颈区淋巴结转移',
  ],
  outcomeBasis: ['outcomebasis', '结局依据'],
};

/** Which column each heading means; case, spaces, punctuation and units in brackets do not matter. Unknown headings are left out. */
export function readHeadings(headings: readonly string[]): Map<TableColumn, number> {
  const columns = new Map<TableColumn, number>();
  headings.forEach((heading, index) => {
    const plain = heading
      .normalize('NFKC')
      .toLowerCase()
      .replace(/\(.*?\)/g, '') // units: age (years), 年龄（岁）
      .replace(/[\p{P}\p{S}\p{Z}]/gu, '');
    const column = (Object.keys(HEADINGS) as TableColumn[]).find((name) => HEADINGS[name].includes(plain));
    if (column && !columns.has(column)) columns.set(column, index);
  });
  return columns;
}

const SEXES: Record<string, Sex> = {
  f: 'F',
  female: 'F',
  女: 'F',
  女性: 'F',
  m: 'M',
  male: 'M',
  男: 'M',
  男性: 'M',
};
const SIDES: Record<string, Side> = {
  left: 'left',
  l: 'left',
  左: 'left',
  左侧: 'left',
  左叶: 'left',
  right: 'right',
  r: 'right',
  右: 'right',
  右侧: 'right',
  右叶: 'right',
  isthmus: 'isthmus',
  峡部: 'isthmus',
  峡: 'isthmus',
};
const POLES: Record<string, Pole> = {
  upper: 'upper',
  u: 'upper',
  superior: 'upper',
  上: 'upper',
  上极: 'upper',
  上部: 'upper',
  middle: 'middle',
  mid: 'middle',
  中: 'middle',
  中部: 'middle',
  中极: 'middle',
  lower: 'lower',
  inferior: 'lower',
  下: 'lower',
  下极: 'lower',
  下部: 'lower',
};

/** Lateral lymph node metastasis found or not; N1b is a node of the lateral neck, N1a one of the central neck alone. */
const OUTCOMES: Record<string, boolean> = {
  '1': true,
  yes: true,
  y: true,
  positive: true,
  n1b: true,
  pn1b: true,
  有: true,
  是: true,
  阳性: true,
  转移: true,
  有转移: true,
  '0': false,
  no: false,
  n: false,
  negative: false,
  n0: false,
  pn0: false,
  n1a: false,
  pn1a: false,
  无: false,
  否: false,
  阴性: false,
  无转移: false,
  未转移: false,
};
const BASES: Record<string, OutcomeBasis> = {
  histology: 'histology',
  pathology: 'histology',
  病理: 'histology',
  术后病理: 'histology',
  needle: 'needle',
  fna: 'needle',
  cytology: 'needle',
  穿刺: 'needle',
  淋巴结穿刺: 'needle',
  followup: 'followUp',
  'follow-up': 'followUp',
  随访: 'followUp',
};

/** The value a cell means; null where it is empty, undefined where it is not understood. */
export const readSex = (cell: string) => choice(SEXES, cell);
export const readSide = (cell: string) => choice(SIDES, cell);
export const readPole = (cell: string) => choice(POLES, cell);
export const readOutcome = (cell: string) => choice(OUTCOMES, cell);
export const readOutcomeBasis = (cell: string) => choice(BASES, cell);

function choice<T>(words: Record<string, T>, cell: string): T | null | undefined {
  const word = cell.normalize('NFKC').trim().toLowerCase();
  if (word === '') return null;
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
