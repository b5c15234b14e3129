import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AssessedView,
  type Assessment,
  assessmentSchema,
  type Finding,
} from '../app/case/assessment.ts';
import type { PatientCase } from '../app/case/patientCase.ts';
import { type ExampleView, exampleCases, renderExample } from '../app/examples/index.ts';
import { camMaps } from '../app/explanation/camMaps.ts';
import { integrate } from '../app/explanation/contributions.ts';
import { REPORT_PARTS_MAX } from '../app/explanation/reportEffects.ts';
import { FEATURE_GROUP } from '../app/explanation/tokenLayout.ts';
import { FIGURE_5 } from '../app/fusion/testing/figure5.ts';
import { sampleOpinions } from '../app/opinion/testing/sampleOpinions.ts';
import { readParts } from '../app/report/reportParts.ts';
import { createReportTokeniser } from '../app/report/tokenise.ts';
import { LACKS, type Lack } from '../app/risk/lacking.ts';
import { maskArea, maskBox } from '../app/segmentation/mask.ts';
import { placementOf } from '../atlas/placementOf.ts';
import { locationRisk } from '../atlas/riskField/locationRisk.ts';
import { openTestStore } from '../main/access/testing/testStore.ts';
import { askablePacks } from '../main/packs/askablePacks.ts';
import { assessedView } from '../main/pipeline/assessedView.ts';
import { describeView, locateView } from '../main/pipeline/locateView.ts';
import { prepareView } from '../main/pipeline/prepareView.ts';
import type { SegmentedView } from '../main/pipeline/segmentView.ts';
import { packsFolder } from '../main/shell/folders.ts';
import { createCase, type Store, saveAssessment, setSettings, writeGreyPng } from '../main/store/index.ts';

/**
 * Puts example cases with known assessments into a store before the application starts: the frames and outlines
 * are the phantom's own, the estimates are written down here. So the result screen can be read against known
 * figures, whatever networks the pack of the day holds.
 */

/** The written-down estimates count as asked of the shipped packs, which they do not have: none is stale for that. */
const ASKED = askablePacks({ shipped: packsFolder(), imported: null }).map(({ sha256 }) => sha256);

const PACK = join(import.meta.dirname, '..', 'models', 'packs', 'llnm-1.0.0');

export type SeededEstimate = {
  readonly interval: readonly [number, number];
  readonly stage: 1 | 2 | 3;
  /** Every response of Figure 5 times this: the displayed risk follows. */
  readonly scale: number;
};

export type SeedOptions = {
  readonly example: string;
  /** Newest last; null is a withheld estimate. Empty: not assessed. */
  readonly estimates: readonly (SeededEstimate | null)[];
  readonly findings?: readonly Finding[];
  readonly label?: string;
  readonly report?: string;
  /** Without the gland: what is left when the model finds none. */
  readonly noGland?: boolean;
  /** With a second opinion of every kind (seedOpinions.ts). */
  readonly opinions?: boolean;
};

/** Creates one case with its assessments; answers its id. */
export async function seedCase(store: Store, options: SeedOptions): Promise<string> {
  const example = exampleCases().find((e) => e.id === options.example)!;
  const views = renderExample(example);
  const created = createCase(store, {
    facts: {
      ...example.facts,
      ...(options.label === undefined ? {} : { label: options.label }),
      ...(options.report === undefined ? {} : { report: options.report }),
    },
    simulated: true,
    views: await Promise.all(
      views.map(async ({ kind, fileName, frame, spacingSource }) => ({
        kind,
        spacingMmPerPx: frame.spacingMmPerPx,
        spacingSource,
        image: {
          png: await writeGreyPng(frame),
          width: frame.width,
          height: frame.height,
          sha256: randomUUID().replaceAll('-', '').repeat(2),
          fileName,
          colour: false,
        },
      })),
    ),
  });
  options.estimates.forEach((estimate, i) => {
    saveAssessment(store, seededAssessment(created, views, options, estimate, i), ASKED);
  });
  return created.id;
}

/** What the network would have to do without. */
function lackingIn({ views, report, sex }: PatientCase): Lack[] {
  const lacks: Record<Lack, boolean> = {
    secondView: views.length < 2,
    scale: views.some((view) => view.spacingMmPerPx === null),
    report: report === '',
    sex: sex === null,
  };
  return LACKS.filter((lack) => lacks[lack]);
}

/** The parts of the report, of falling weight, by turns for and against. */
function seededParts(report: string, tokens: readonly { start: number; end: number }[]) {
  const parts = readParts(report, tokens, REPORT_PARTS_MAX);
  const total = parts.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  return parts.map(({ start, end }, i) => ({
    start,
    end,
    share: 1 / (i + 1) / total,
    raises: i % 2 === 0,
    without: 0.5,
  }));
}

function seededAssessment(
  patientCase: PatientCase,
  rendered: readonly ExampleView[],
  options: SeedOptions,
  estimate: SeededEstimate | null,
  turn: number,
): Assessment {
  const manifest = JSON.parse(readFileSync(join(PACK, 'manifest.json'), 'utf8'));
  const { ageYears, sex, side, pole, report } = patientCase;
  const facts = { ageYears, sex, side, pole, report };
  const views = patientCase.views.map((view) =>
    seededView(view.imageId, rendered.find((r) => r.kind === view.kind)!, options.noGland ?? false),
  );
  const placement = placementOf({ views, facts });
  const features = estimate
    ? FIGURE_5.map(([name, contribution, response]) => ({
        name,
        group: FEATURE_GROUP[name],
        contribution,
        response: Math.min(response * estimate.scale, 1),
      }))
    : [];
  const distances = views.flatMap((v) => v.capsuleLine?.distanceMm ?? []);
  const shares = views.flatMap((v) =>
    v.capsuleLine && v.maxDistancePx ? v.capsuleLine.distancePx / v.maxDistancePx : [],
  );
  const tokens = createReportTokeniser(readFileSync(join(PACK, 'report-vocab.txt'), 'utf8'))(report).tokens;
  return assessmentSchema.parse({
    id: randomUUID(),
    caseId: patientCase.id,
    caseRevision: patientCase.revision,
    createdAt: new Date(Date.UTC(2026, 9, 19, 9 + turn, 2)).toISOString(),
    packVersion: manifest.version,
    facts,
    risk: estimate && {
      probability: integrate(features),
      interval: estimate.interval,
      stage: estimate.stage,
      stageProbabilities: [0.12, 0.66, 0.22],
      prevalence: 0.52,
      lacking: { what: lackingIn(patientCase), calibrated: true, auc: 0.9 },
    },
    features,
    // The features are the paper's Figure 5: attention rollout.
    explained: estimate
      ? { contributions: 'rollout', reportTokens: true, reportParts: seededParts(report, tokens) }
      : undefined,
    location: {
      distanceToCapsuleMm: distances.length ? Math.min(...distances) : null,
      distanceToCapsuleShare: shares.length ? Math.min(...shares) : null,
      side: side ?? placement?.side ?? null,
      pole: pole ?? placement?.pole ?? null,
      atlasRisk: placement && locationRisk(placement),
      place: placement?.place ?? null,
    },
    views,
    tokens: tokens.map((token) => ({ ...token, weight: 1 / tokens.length })),
    findings: options.findings ?? [],
    models: manifest.networks.map((n: Assessment['models'][number]) => ({
      name: n.name,
      version: n.version,
      sha256: n.sha256,
    })),
    simulatedLabels: true,
    opinions:
      options.opinions && views[0]?.nodules[0] ? sampleOpinions(views[0].kind, views[0].nodules[0].box) : [],
    timingsMs: { image: 41, segmentation: 420, location: 33, morphology: 24, report: 61, fusion: 112 },
  });
}

function seededView(imageId: string, rendered: ExampleView, noGland: boolean): AssessedView {
  const { kind, frame, spacingSource, truth } = rendered;
  const prepared = prepareView({
    kind,
    imageId,
    frame,
    spacingSource,
    colour: false,
    handNodule: null,
    handGland: null,
    chosenNodule: 0,
  });
  const nodules = truth.nodules
    .filter((mask) => maskArea(mask) > 0)
    .map((mask, i) => ({ box: maskBox(mask)!, score: 0.93 - 0.41 * i, mask }));
  const segmented: SegmentedView = {
    prepared,
    nodules,
    nodule: nodules[0]?.mask ?? null,
    noduleByHand: false,
    chosen: 0,
    certainScore: 0.3,
    gland: noGland ? null : truth.gland,
    glandByHand: false,
    untypical: false,
  };
  const located = locateView(segmented);
  const morphology = located && describeView(located);
  return assessedView(
    segmented,
    located,
    morphology,
    located && camMaps(seededCam(), located.gland, located.nodule),
  );
}

/** A smooth hill in each of the three 7 × 7 maps. */
function seededCam(): number[] {
  return [0, 1, 2].flatMap((k) =>
    Array.from(
      { length: 49 },
      (_, i) => Math.exp(-(((i % 7) - 4 + k) ** 2 + (Math.floor(i / 7) - 2) ** 2) / 5) * (1 - 0.2 * k),
    ),
  );
}

/** Opens the store of a data folder, lets `fill` seed it, and closes it again; the first-start offer counts as answered. */
export async function seedStore(folder: string, fill: (store: Store) => Promise<void>): Promise<void> {
  const store = await openTestStore(folder);
  setSettings(store, { examplesOffered: true });
  await fill(store);
  store.close();
}
