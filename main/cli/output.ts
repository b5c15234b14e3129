import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { Assessment } from '../../app/case/assessment.ts';
import { FailureError } from '../../app/failure.ts';
import type { Opinion } from '../../app/opinion/opinion.ts';
import { spokenClass } from '../../app/opinion/opinionLine.ts';
import { onlyAlerts } from '../../app/opinion/subtype.ts';
import { decodeMask, type MaskRuns } from '../../app/segmentation/mask.ts';

/** The JSON a script reads: the assessment without its masks and maps. Stable names, units in the names. */
export function assessmentJson(assessment: Assessment) {
  const { location } = assessment;
  return {
    risk: assessment.risk && {
      probability: assessment.risk.probability,
      interval: assessment.risk.interval,
      stage: assessment.risk.stage,
      stageProbabilities: assessment.risk.stageProbabilities,
      prevalence: assessment.risk.prevalence,
      lacking: assessment.risk.lacking?.what ?? [],
      calibratedForLacking: assessment.risk.lacking?.calibrated ?? false,
    },
    withheld: assessment.risk === null,
    features: assessment.features,
    location: {
      distanceToCapsuleMm: location.distanceToCapsuleMm,
      distanceToCapsuleShare: location.distanceToCapsuleShare,
      side: location.side,
      pole: location.pole,
      atlasRisk: location.atlasRisk?.value ?? null,
      atlasRiskInterval: location.atlasRisk?.interval ?? null,
      place: location.place,
    },
    nodules: assessment.views.flatMap((view) =>
      view.nodules.map(({ box, score }) => ({ view: view.kind, box, score })),
    ),
    views: assessment.views.map((view) => ({
      kind: view.kind,
      width: view.width,
      height: view.height,
      spacingMmPerPx: view.spacingMmPerPx,
      distanceToCapsulePx: view.capsuleLine?.distancePx ?? null,
      distanceToCapsuleMm: view.capsuleLine?.distanceMm ?? null,
      shape: view.shape,
      echogenicity: view.echogenicity,
      maxPhi: view.maxPhi,
    })),
    findings: assessment.findings,
    tokens: assessment.tokens,
    models: assessment.models,
    packVersion: assessment.packVersion,
    simulatedLabels: assessment.simulatedLabels,
    opinions: assessment.opinions.map(opinionJson),
    timingsMs: assessment.timingsMs,
    researchUse: true,
  };
}

/**
 * An opinion without its maps; what it was trained on and must not be asked goes along. One that may only raise a
 * question keeps its shares to itself: `positive` says which, or `other`.
 */
function opinionJson(opinion: Opinion) {
  const { answer } = opinion;
  const silent = onlyAlerts(opinion);
  return {
    ...opinion,
    answer: answer && {
      positive: silent ? (spokenClass(opinion)?.name ?? null) : answer.positive,
      probability: silent ? null : answer.probability,
      interval: answer.interval,
      classes: answer.classes.map(({ name, probability }) => ({
        name,
        probability: silent ? null : probability,
      })),
      parts: silent ? [] : answer.parts,
    },
  };
}

/** Writes a whole file or nothing: beside its place first, then moved onto it. */
export function writeWhole(file: string, content: string | Uint8Array, mode = 0o644): void {
  const part = `${file}.part-${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(part, content, { mode });
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw new FailureError('cli.cannotWrite', { file }, error instanceof Error ? error.message : undefined);
  }
}

/** Writes `<prefix><view>-nodule.png` and `<prefix><view>-gland.png`, white inside, in frame pixels; an empty mask is all black. */
export async function writeMasks(folder: string, assessment: Assessment, prefix = ''): Promise<void> {
  for (const view of assessment.views) {
    for (const [name, runs] of [
      ['nodule', view.nodule],
      ['gland', view.gland],
    ] as const) {
      writeWhole(
        join(folder, `${prefix}${view.kind}-${name}.png`),
        await maskPng(runs, view.width, view.height),
      );
    }
  }
}

async function maskPng(runs: MaskRuns | null, width: number, height: number): Promise<Uint8Array> {
  const grey = runs ? decodeMask(runs).data.map((v) => (v ? 255 : 0)) : new Uint8Array(width * height);
  return await sharp(grey, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}
