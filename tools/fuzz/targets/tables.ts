import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReportTokeniser, REPORT_TOKENS } from '../../../app/report/tokenise.ts';
import { importFolder } from '../../../main/imports/importFolder.ts';
import { makeBmp } from '../../../main/imports/testing/makeBmp.ts';
import { openStore } from '../../../main/store/index.ts';
import { lookInto } from '../../evaluate/folder.ts';
import { EvaluateTrouble } from '../../evaluate/result.ts';
import { isTyped, refusedOr, type Target } from '../target.ts';

const bmp = makeBmp(
  Uint8Array.from({ length: 40 * 36 }, (_, i) => i % 256),
  40,
  36,
  8,
);
const text = (...lines: string[]) => new TextEncoder().encode(lines.join('\n'));

const CASES = [
  text(
    'label,transverse,longitudinal,report,age,sex,side,pole,spacing',
    'P1,a.bmp,b.bmp,"Hypoechoic, 12 mm",43,F,left,upper,0.07',
    'P2,b.bmp,,r.txt,61,M,right,lower,',
  ),
  text(
    '标签,横切,报告,年龄,性别,侧别,极',
    '一,a.bmp,"低回声结节，\n边界不清",43,女,左,上极',
    '二,b.bmp,,,男,右叶,下',
  ),
  text('label;transverse;age', '"a;b";a.bmp;4,5', 'x;missing.bmp;50'),
];

/** A table of cases with its pictures, brought into a real store: rows come in whole or not at all. */
export async function caseTables(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-fuzz-'));
  const store = openStore(folder);
  const picture = Buffer.from(bmp).toString('base64');
  const report = Buffer.from('Solid nodule, 甲状腺左叶结节').toString('base64');
  return {
    seeds: CASES,
    feed: (bytes) =>
      refusedOr(async () => {
        const files = [
          { name: 'cases.csv', base64: Buffer.from(bytes).toString('base64') },
          { name: 'a.bmp', base64: picture },
          { name: 'b.bmp', base64: picture },
          { name: 'r.txt', base64: report },
        ];
        const { rejected } = await importFolder(store, files, () => {});
        for (const { failure } of rejected)
          if (!isTyped(failure.code)) throw new Error(`${failure.code}: ${failure.detail}`);
      }),
    leftBehind: async () => {
      if (store.db.pragma('integrity_check', { simple: true }) !== 'ok') return 'the store is damaged';
      if ((store.db.pragma('foreign_key_check') as unknown[]).length > 0) return 'a picture without its case';
      const half = store.db
        .prepare('SELECT count(*) FROM cases WHERE n NOT IN (SELECT case_n FROM views)')
        .pluck()
        .get();
      return half === 0 ? null : `${half} cases without a picture`;
    },
    close: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Report text, as typed, pasted or imported. */
export async function reports(): Promise<Target> {
  const words = [
    '[PAD]',
    '[UNK]',
    '[CLS]',
    '[SEP]',
    '[MASK]',
    'nodule',
    'hypo',
    '##echo',
    '##ic',
    '甲',
    '状',
    '腺',
    ',',
    '.',
    '1',
    '##2',
    'mm',
  ];
  const tokenise = createReportTokeniser(words.join('\n'));
  return {
    seeds: [
      text('Hypoechoic nodule, 12 mm, in the left lobe.', 'Microcalcifications. Capsule not intact?'),
      text('甲状腺左叶上极见低回声结节，大小约12×8mm，边界不清，可见点状强回声。'),
      text('ＬＥＦＴ　ｌｏｂｅ: 1.2cm; TI-RADS 4c'),
    ],
    feed: (bytes) =>
      refusedOr(() => {
        const report = new TextDecoder().decode(bytes);
        const { tokens, pieces } = tokenise(report) as unknown as { tokens: unknown[]; pieces?: unknown[] };
        if (tokens.length > REPORT_TOKENS) throw new Error(`${tokens.length} tokens`);
        void pieces;
      }),
  };
}

const LABELS = [
  text('file,malignant,xmin,ymin,xmax,ymax', 'a.bmp,1,3,4,20,22', 'b.bmp,0,,,,'),
  text('label,prediction', '1,0.8', '0,0.3', '1,0.4'),
  text('lateral_node_metastasis,age,sex', '1,43,F', '0,61,M'),
  text('label,transverse,lateral_node_metastasis', 'P1,a.bmp,1', 'P2,b.bmp,0'),
];

/** A folder that somebody wants evaluated: any table beside pictures. */
export async function evaluateFolders(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'thyromap-fuzz-'));
  mkdirSync(join(folder, 'images'));
  for (const name of ['a.bmp', 'b.bmp']) writeFileSync(join(folder, 'images', name), bmp);
  return {
    seeds: LABELS,
    feed: async (bytes) => {
      writeFileSync(join(folder, 'labels.csv'), bytes);
      try {
        return await refusedOr(() => lookInto(folder, { masks: null, all: false }));
      } catch (thrown) {
        if (thrown instanceof EvaluateTrouble) return 'refused';
        throw thrown;
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
