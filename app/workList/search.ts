import type { Pole, Sex, Side } from '../case/patientCase.ts';

/** What the one search field of the work list means. Words of the same kind widen, different kinds narrow. */
export type WorkListSearch = {
  /** Risk bounds as shares 0 to 1; a case without an estimate matches none of them. */
  riskAbove: Bound | null;
  riskBelow: Bound | null;
  ageAbove: Bound | null;
  ageBelow: Bound | null;
  stages: number[];
  sides: Side[];
  poles: Pole[];
  sexes: Sex[];
  /** Null where the field does not say. */
  reviewed: boolean | null;
  stale: boolean | null;
  withheld: boolean | null;
  assessed: boolean | null;
  /** Calendar spans in the machine's own time zone: first day and the day after the last. */
  dates: { from: CalendarDay; before: CalendarDay }[];
  /** Everything else: words to find in label and report. */
  words: string[];
};
export type Bound = { value: number; inclusive: boolean };
/** A calendar day; month counts from 1. */
export type CalendarDay = { year: number; month: number; day: number };

type Flag = { field: 'reviewed' | 'stale' | 'withheld' | 'assessed'; value: boolean };

const SIDES: Record<string, Side> = {
  left: 'left',
  right: 'right',
  isthmus: 'isthmus',
  左: 'left',
  左侧: 'left',
  左叶: 'left',
  右: 'right',
  右侧: 'right',
  右叶: 'right',
  峡部: 'isthmus',
};
const POLES: Record<string, Pole> = {
  upper: 'upper',
  middle: 'middle',
  lower: 'lower',
  上极: 'upper',
  上部: 'upper',
  中部: 'middle',
  中极: 'middle',
  下极: 'lower',
  下部: 'lower',
};
const SEXES: Record<string, Sex> = { female: 'F', male: 'M', 女: 'F', 女性: 'F', 男: 'M', 男性: 'M' };
const FLAGS: Record<string, Flag> = {
  reviewed: { field: 'reviewed', value: true },
  unreviewed: { field: 'reviewed', value: false },
  stale: { field: 'stale', value: true },
  withheld: { field: 'withheld', value: true },
  assessed: { field: 'assessed', value: true },
  unassessed: { field: 'assessed', value: false },
  已复核: { field: 'reviewed', value: true },
  未复核: { field: 'reviewed', value: false },
  已审阅: { field: 'reviewed', value: true },
  未审阅: { field: 'reviewed', value: false },
  已过期: { field: 'stale', value: true },
  过期: { field: 'stale', value: true },
  暂不给出: { field: 'withheld', value: true },
  未给出: { field: 'withheld', value: true },
  已评估: { field: 'assessed', value: true },
  未评估: { field: 'assessed', value: false },
};

/**
 * Reads the search field: `risk>70 stage:2 left upper F unreviewed stale 2026-10 age>60 free words`, and the
 * same in Chinese (`风险>70 2期 左 上极 女 未复核 年龄>60`). A word in double quotes is always a free word, so
 * that `"left"` can be looked for in the reports. Nothing is refused: what is no filter is a free word.
 */
export function readSearch(text: string): WorkListSearch {
  const search: WorkListSearch = {
    riskAbove: null,
    riskBelow: null,
    ageAbove: null,
    ageBelow: null,
    stages: [],
    sides: [],
    poles: [],
    sexes: [],
    reviewed: null,
    stale: null,
    withheld: null,
    assessed: null,
    dates: [],
    words: [],
  };
  for (const { text: part, quoted } of splitParts(text)) {
    if (quoted || !readFilter(part, search)) search.words.push(part);
  }
  return search;
}

/** Splits at white space, keeping "quoted parts" whole and `risk > 70` together. */
function splitParts(text: string): { text: string; quoted: boolean }[] {
  const plain = text
    .normalize('NFKC') // full-width ＞, ： and digits become the ordinary ones
    .replace(/≥/g, '>=')
    .replace(/≤/g, '<=')
    .replace(/[“”]/g, '"')
    .replace(/(risk|age|stage|风险|年龄|分期)\s*([<>]=?|[:=])\s*/gi, '$1$2');
  const parts: { text: string; quoted: boolean }[] = [];
  for (const match of plain.matchAll(/"([^"]*)"|([^\s"]+)/g)) {
    const part = (match[1] ?? match[2] ?? '').trim();
    if (part) parts.push({ text: part, quoted: match[1] !== undefined });
  }
  return parts;
}

function readFilter(part: string, search: WorkListSearch): boolean {
  const word = part.toLowerCase();
  if (part === 'F' || part === 'M') return add(search.sexes, part);
  if (Object.hasOwn(SEXES, word)) return add(search.sexes, SEXES[word]!);
  if (Object.hasOwn(SIDES, word)) return add(search.sides, SIDES[word]!);
  if (Object.hasOwn(POLES, word)) return add(search.poles, POLES[word]!);
  if (Object.hasOwn(FLAGS, word)) {
    const flag = FLAGS[word]!;
    search[flag.field] = flag.value;
    return true;
  }
  const stage = /^(?:stage|分期)[:=]([123])$/.exec(word) ?? /^([123])期$/.exec(word);
  if (stage) return add(search.stages, Number(stage[1]));
  return readBound(word, search) || readDate(word, search);
}

function readBound(word: string, search: WorkListSearch): boolean {
  const match = /^(risk|风险|age|年龄)([<>]=?|[:=])(\d{1,3}(?:\.\d+)?)%?$/.exec(word);
  if (!match) return false;
  const risk = match[1] === 'risk' || match[1] === '风险';
  const sign = match[2]!;
  const value = Number(match[3]) / (risk ? 100 : 1);
  const bound = { value, inclusive: sign.includes('=') || sign === ':' };
  if (sign[0] !== '<') {
    if (risk) search.riskAbove = bound;
    else search.ageAbove = bound;
  }
  if (sign[0] !== '>') {
    // `risk:70` means what the screen rounds to 70 %
    const upper = sign[0] === '<' || !risk ? bound : { value: value + 0.01, inclusive: false };
    if (risk) search.riskBelow = upper;
    else search.ageBelow = upper;
  }
  return true;
}

function readDate(word: string, search: WorkListSearch): boolean {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(word);
  if (!match) return false;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = match[3] === undefined ? null : Number(match[3]);
  if (month < 1 || month > 12) return false;
  if (day !== null && (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())) return false;
  const next = new Date(day === null ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1));
  search.dates.push({
    from: { year, month, day: day ?? 1 },
    before: { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() },
  });
  return true;
}

function add<T>(list: T[], value: T): true {
  if (!list.includes(value)) list.push(value);
  return true;
}
