import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assessment } from '../../../app/case/assessment.ts';
import type { CaseFacts, ViewKind } from '../../../app/case/patientCase.ts';
import type { NewCase, NewImage } from '../createCase.ts';
import { writeGreyPng } from '../images.ts';

/** Parts that the store's tests share: real files in a temporary folder, made-up cases. */

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'thyromap-store-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export const FACTS: CaseFacts = {
  label: 'Case 1',
  ageYears: 43,
  sex: 'F',
  side: 'left',
  pole: 'upper',
  report: 'Hypoechoic nodule, 甲状腺左叶上极低回声结节',
};

const png = await writeGreyPng({
  width: 40,
  height: 30,
  pixels: new Uint8Array(1200).map((_, i) => i % 251),
  spacingMmPerPx: null,
});

export function makeImage(sha256 = 'a'.repeat(64)): NewImage {
  return { png, width: 40, height: 30, sha256, fileName: 'left.png', colour: false };
}

export function makeCase(
  facts: Partial<CaseFacts> = {},
  kinds: readonly ViewKind[] = ['transverse', 'longitudinal'],
): NewCase {
  return {
    facts: { ...FACTS, ...facts },
    simulated: false,
    views: kinds.map((kind) => ({
      kind,
      image: makeImage(),
      spacingMmPerPx: 0.07,
      spacingSource: 'entered' as const,
    })),
  };
}

export function makeAssessment(
  caseId: string,
  probability: number | null,
  changes: Partial<Assessment> = {},
): Assessment {
  return {
    id: randomUUID(),
    caseId,
    caseRevision: 1,
    createdAt: '2026-10-03T10:00:00.000Z',
    packVersion: '1.0.0',
    facts: { ageYears: 43, sex: 'F', side: 'left', pole: 'upper', report: '' },
    risk:
      probability === null
        ? null
        : {
            probability,
            interval: [probability * 0.9, Math.min(1, probability * 1.1)],
            stage: probability < 0.5 ? 1 : probability < 0.8 ? 2 : 3,
            stageProbabilities: [0.2, 0.5, 0.3],
            prevalence: 0.52,
          },
    features: [],
    location: {
      distanceToCapsuleMm: 1.8,
      distanceToCapsuleShare: 0.2,
      side: 'left',
      pole: 'upper',
      atlasRisk: null,
      place: null,
    },
    views: [],
    tokens: [],
    findings: [],
    models: [],
    simulatedLabels: true,
    opinions: [],
    timingsMs: { image: 1, segmentation: 1, location: 1, morphology: 1, report: 1, fusion: 1 },
    ...changes,
  };
}
