import type { Pole, Side } from '../case/patientCase.ts';
import { normal, pick, type Random } from './draws.ts';
import { PHRASES, PLACE_WORDS, type ReportWords } from './phrases.ts';

/** What the simulated sonographer sees; the words follow it loosely, as real reports do. */
export type SeenNodule = {
  readonly side: Side;
  readonly pole: Pole;
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly ratio: number;
  readonly distanceMm: number;
  /** Standardised over the cohort: positive is darker than the gland, sharper, more uneven. */
  readonly darkness: number;
  readonly sharpness: number;
  readonly unevenness: number;
};

const CHINESE_SHARE = 0.25;
/**
 * How closely words follow the picture, as a correlation. Readers of ultrasound disagree (the paper's experts judge 64%
 * of cases rightly), and a report that echoed the picture would add nothing to it: the paper's falls from AUC 0.948 to
 * 0.860 without the report, though the report alone has 0.646 (Tables S8, S9). So words are nearly independent of it.
 */
const TIE = { margin: 0.15, echogenicity: 0.15, foci: 0.2 } as const;
/** A sonographer's error in judging the distance to the capsule, mm, and the shape's ratio. */
const DISTANCE_ERROR_MM = 3;
const RATIO_ERROR = 0.6;
/**
 * How often the capsule is mentioned, the place named, the size given. Seldom: each has an input of its own, and where
 * the words tell them too, a network without the location map loses less than the paper's (Table S8: 0.729).
 */
const CAPSULE_SAID = 0.1;
const PLACE_SAID = 0.05;
const SIZE_SAID = 0.1;

/** Chooses the words of a report; which of the optional remarks are made is drawn too. */
export function chooseWords(seen: SeenNodule, random: Random): ReportWords {
  const loosely = (value: number, tie: number) => tie * value + Math.sqrt(1 - tie * tie) * normal(random);
  const margin = loosely(-seen.sharpness, TIE.margin);
  const dark = loosely(seen.darkness, TIE.echogenicity);
  const foci = loosely(seen.unevenness, TIE.foci);
  const distance = seen.distanceMm + DISTANCE_ERROR_MM * normal(random);
  const body = random();
  const flow = random();
  return {
    composition: body < 0.78 ? 'solid' : body < 0.92 ? 'mixed' : body < 0.97 ? 'cystic' : 'spongiform',
    echogenicity:
      dark > 1.1
        ? 'markedlyHypoechoic'
        : dark > -0.7
          ? 'hypoechoic'
          : dark > -1.5
            ? 'isoechoic'
            : 'hyperechoic',
    margin:
      margin > 1.3
        ? 'spiculated'
        : margin > 0.5
          ? 'irregular'
          : margin > 0.1
            ? 'lobulated'
            : margin > -0.4
              ? 'illDefined'
              : margin > -1.1
                ? 'wellDefined'
                : 'smooth',
    shape: seen.ratio + RATIO_ERROR * normal(random) > 1.05 ? 'taller' : random() < 0.5 ? 'wider' : 'oval',
    foci: foci > 0.4 ? 'punctate' : foci > 0.1 ? 'coarse' : foci < -1.6 ? 'comet' : 'none',
    capsule:
      random() >= CAPSULE_SAID
        ? null
        : distance < 0.1
          ? random() < 0.25
            ? 'interrupted'
            : 'abutting'
          : distance < 0.8
            ? 'abutting'
            : distance < 2.2
              ? 'near'
              : distance < 3.6
                ? 'intact'
                : 'away',
    flow: flow < 0.5 ? null : flow < 0.65 ? 'none' : flow < 0.85 ? 'little' : 'rich',
    nodes: random() < 0.65 ? null : random() < 0.88 ? 'none' : 'suspicious',
  };
}

/** What a report tells beside its remarks, and in which language. */
export type ReportManner = {
  readonly language: 'en' | 'zh';
  readonly namesPlace: boolean;
  readonly namesSize: boolean;
};

export function chooseManner(random: Random): ReportManner {
  return {
    language: random() < CHINESE_SHARE ? 'zh' : 'en',
    namesPlace: random() < PLACE_SAID,
    namesSize: random() < SIZE_SAID,
  };
}

/** The report in words, English or Chinese; phrasing and order of the remarks vary. */
export function writeReport(
  seen: SeenNodule,
  words: ReportWords,
  { language, namesPlace, namesSize }: ReportManner,
  random: Random,
): string {
  const chinese = language === 'zh';
  const place = namesPlace
    ? pick(random, PLACE_WORDS[language][seen.side === 'isthmus' ? 'isthmus' : 'lobe'])
    : '';
  const sideWord = chinese ? (seen.side === 'left' ? '左' : '右') : seen.side;
  const poleWord = chinese ? { upper: '上', middle: '中', lower: '下' }[seen.pole] : seen.pole;
  const size = namesSize ? sizeWords(seen, chinese, random) : '';
  const remarks = (
    ['composition', 'echogenicity', 'margin', 'shape', 'foci', 'capsule', 'flow', 'nodes'] as const
  ).flatMap((topic) => {
    const word = words[topic];
    if (word === null) return [];
    const table: Readonly<Record<string, readonly string[]>> = PHRASES[language][topic];
    return [pick(random, table[word]!)];
  });
  const [head, ...rest] = [
    `${place.replace('{side}', sideWord).replace('{pole}', poleWord)}`,
    ...mixed(remarks.slice(0, 6), random),
    ...remarks.slice(6),
    size,
  ].filter((part) => part !== '');
  const text = [head, ...rest].join(chinese ? '，' : ', ');
  if (chinese) return `${text}。`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function sizeWords(seen: SeenNodule, chinese: boolean, random: Random): string {
  const length = Math.max(1, Math.round(seen.lengthMm + 0.5 * normal(random)));
  const width = Math.max(1, Math.round(seen.widthMm + 0.5 * normal(random)));
  return chinese ? `大小约${length}×${width}mm` : `${length} x ${width} mm`;
}

function mixed<T>(values: readonly T[], random: Random): T[] {
  const left = [...values];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * Math.min(3, left.length)), 1));
  return order;
}
