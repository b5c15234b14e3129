import { randomUUID } from 'node:crypto';
import type { Assessment } from '../../app/case/assessment.ts';
import type { CaseFacts } from '../../app/case/patientCase.ts';
import { seededRandom } from '../../app/morphology/random.ts';
import { askablePacks } from '../packs/askablePacks.ts';
import { packsFolder } from '../shell/folders.ts';
import { notePacks, saveAssessment } from './assessments.ts';
import { setArchived, setReviewed } from './cases.ts';
import { changeCase } from './changeCase.ts';
import { createCase, type NewImage } from './createCase.ts';
import { writeGreyPng } from './images.ts';
import { type OpenStoreOptions, openStore } from './openStore.ts';
import { write } from './store.ts';

const PACK = '1.0.0';
const FIRST_DAY = Date.UTC(2018, 0, 1);
const DAYS = 8 * 365;

/**
 * Fills a new store in `folder` with `count` made-up cases for benchmarks and tests of scale: two small pictures
 * each, reports in English and Chinese, most assessed, some stale, withheld, reviewed or archived. The same seed
 * gives the same cases; `store` holds the key where it is to be encrypted. It goes through the store's own functions.
 */
export async function generateStore(
  folder: string,
  count: number,
  options: { seed?: number; store?: OpenStoreOptions } = {},
): Promise<void> {
  const random = seededRandom(options.seed ?? 1);
  let clock = FIRST_DAY;
  // None is stale for a shipped system that a made-up assessment does not have.
  const packs = askablePacks({ shipped: packsFolder(), imported: null });
  const asked = packs.map(({ sha256 }) => sha256);
  const png = await writeGreyPng({
    width: 32,
    height: 32,
    pixels: new Uint8Array(1024).map((_, i) => i % 256),
    spacingMmPerPx: null,
  });
  const store = openStore(folder, { ...options.store, now: () => new Date(clock) });
  try {
    // nothing here is worth waiting for the disk
    store.db.pragma('synchronous = OFF');
    notePacks(store, PACK, packs);
    for (let done = 0; done < count; ) {
      const until = Math.min(count, done + 5000);
      write(store, () => {
        for (; done < until; done++) {
          clock = FIRST_DAY + ((done + random() * 0.9) / count) * DAYS * 86_400_000;
          addCase(done + 1);
        }
      });
    }
    store.db.exec("INSERT INTO words (words) VALUES ('optimize'); ANALYZE");
  } finally {
    store.close();
  }

  function addCase(number: number): void {
    const image = (view: string): NewImage => ({
      png,
      width: 32,
      height: 32,
      sha256: `${number}${view}`.padStart(64, '0').replace(/[^0-9a-f]/g, '0'),
      fileName: `${number}-${view}.png`,
      colour: false,
    });
    const views = random() < 0.9 ? (['transverse', 'longitudinal'] as const) : (['transverse'] as const);
    const facts = makeFacts(number, random);
    const { id } = createCase(store, {
      facts,
      simulated: true,
      views: views.map((kind) => ({
        kind,
        image: image(kind),
        spacingMmPerPx: 0.07,
        spacingSource: 'phantom' as const,
      })),
    });
    if (random() < 0.93)
      saveAssessment(store, makeAssessment(id, facts, new Date(clock + 60_000), random), asked);
    if (random() < 0.1)
      changeCase(store, { caseId: id, facts: { ageYears: ((facts.ageYears ?? 40) % 90) + 1 } });
    if (random() < 0.6) setReviewed(store, id, true);
    if (random() < 0.15) setArchived(store, [id], true);
  }
}

const SIDES = ['left', 'right', 'isthmus'] as const;
const POLES = ['upper', 'middle', 'lower'] as const;
const ENGLISH =
  `hypoechoic isoechoic solid cystic nodule margin spiculated lobulated smooth ill-defined halo capsule
  abutting microcalcifications echogenic foci taller wider vascular TI-RADS 3 4 5 mm lobe thyroid parenchyma carotid
  trachea lymph node cervical level enlarged normal posterior enhancement shadowing heterogeneous texture`.split(
    /\s+/,
  );
const CHINESE =
  '甲状腺 左叶 右叶 峡部 上极 下极 低回声 结节 边界 不清 毛刺 钙化 纵横比 血流 包膜 淋巴结 囊性 实性'.split(
    ' ',
  );

function makeFacts(number: number, random: () => number): CaseFacts {
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)]!;
  const chinese = random() < 0.3;
  const words = Array.from({ length: 12 + Math.floor(random() * 30) }, () =>
    pick(chinese ? CHINESE : ENGLISH),
  );
  return {
    label: `${chinese ? '病例' : 'Case'} ${String(number).padStart(6, '0')}`,
    ageYears: random() < 0.97 ? 15 + Math.floor(random() * 70) : null,
    sex: random() < 0.98 ? (random() < 0.75 ? 'F' : 'M') : null,
    side: random() < 0.95 ? pick(SIDES) : null,
    pole: random() < 0.9 ? pick(POLES) : null,
    report: words.join(chinese ? '，' : ' '),
  };
}

function makeAssessment(caseId: string, facts: CaseFacts, at: Date, random: () => number): Assessment {
  const probability = random() < 0.95 ? random() : null;
  const { ageYears, sex, side, pole, report } = facts;
  return {
    id: randomUUID(),
    caseId,
    caseRevision: 1,
    createdAt: at.toISOString(),
    packVersion: PACK,
    facts: { ageYears, sex, side, pole, report },
    risk:
      probability === null
        ? null
        : {
            probability,
            interval: [Math.max(0, probability - 0.1), Math.min(1, probability + 0.1)],
            stage: probability < 0.5 ? 1 : probability < 0.8 ? 2 : 3,
            stageProbabilities: [1 - probability, probability / 2, probability / 2],
            prevalence: 0.52,
          },
    features: [],
    location: {
      distanceToCapsuleMm: null,
      distanceToCapsuleShare: null,
      side,
      pole,
      atlasRisk: null,
      place: null,
    },
    views: [],
    tokens: [],
    findings:
      probability === null
        ? [{ code: 'noNodule', severity: 'withholds', view: 'transverse', values: {} }]
        : [],
    models: [],
    simulatedLabels: true,
    opinions: [],
    timingsMs: { image: 1, segmentation: 1, location: 1, morphology: 1, report: 1, fusion: 1 },
  };
}
