import { type AssessedView, type Assessment, assessmentSchema } from '../../app/case/assessment.ts';
import { type PatientCase, patientCaseSchema, type ViewKind } from '../../app/case/patientCase.ts';
import type { CaseBundle } from '../../app/contract/channels.ts';
import { FEATURE_GROUP } from '../../app/explanation/tokenLayout.ts';
import { FIGURE_5 } from '../../app/fusion/testing/figure5.ts';
import { cpdt } from '../../app/location/cpdt.ts';
import { emptyMask, encodeMask, type Mask, maskBox } from '../../app/segmentation/mask.ts';
import { paintStroke } from './edit/brush.ts';

/** A case with everything in it, for tests of the result screen. Invented; distances follow from its masks. */

const WIDTH = 160;
const HEIGHT = 120;

function stroke(x0: number, x1: number, y: number, radius: number): Mask {
  const mask = emptyMask(WIDTH, HEIGHT);
  paintStroke(mask, { x: x0, y }, { x: x1, y }, radius, 1);
  return mask;
}

const REPORT = 'Hypoechoic solid nodule, ill-defined margin.';

function view(kind: ViewKind, spacingMmPerPx: number | null): AssessedView {
  const gland = stroke(50, 110, 60, 34);
  const nodule = stroke(100, 108, 58, 14);
  const second = stroke(60, 62, 66, 7);
  const place = cpdt(gland, nodule)!;
  const found = (mask: Mask, score: number) => ({ box: maskBox(mask)!, score, mask: encodeMask(mask) });
  const map = {
    box: { x: 80, y: 30, width: 56, height: 56 },
    rows: 7,
    columns: 7,
    values: new Array(49).fill(0.5),
  };
  return {
    kind,
    imageId: `image-${kind}`,
    width: WIDTH,
    height: HEIGHT,
    spacingMmPerPx,
    spacingSource: spacingMmPerPx === null ? null : 'phantom',
    nodules: [found(nodule, 0.91), found(second, 0.44)],
    nodule: encodeMask(nodule),
    noduleByHand: false,
    gland: encodeMask(gland),
    glandByHand: false,
    centralPoint: place.centralPoint,
    maxDistancePx: place.maxDistancePx,
    capsuleLine: {
      nodulePoint: place.nodulePoint,
      capsulePoint: place.capsulePoint,
      distancePx: place.minDistancePx,
      distanceMm: spacingMmPerPx === null ? null : place.minDistancePx * spacingMmPerPx,
    },
    maxPhi: place.maxPhi,
    shape: { lengthPx: 36, widthPx: 28, lengthMm: null, widthMm: null, ratio: 0.8 },
    echogenicity: 24.6,
    cam: { location: map, texture: map, margin: map },
  };
}

export function testAssessment(change: Partial<Assessment> = {}): Assessment {
  return assessmentSchema.parse({
    id: 'assessment-1',
    caseId: 'case-1',
    caseRevision: 1,
    createdAt: '2026-10-19T14:02:00.000Z',
    packVersion: '1.0.0',
    facts: { ageYears: 43, sex: 'F', side: 'left', pole: 'upper', report: REPORT },
    risk: {
      probability: 0.833,
      interval: [0.71, 0.92],
      stage: 2,
      stageProbabilities: [0.12, 0.66, 0.22],
      prevalence: 0.52,
    },
    features: FIGURE_5.map(([name, contribution, response]) => ({
      name,
      group: FEATURE_GROUP[name],
      contribution,
      response,
    })),
    location: {
      distanceToCapsuleMm: 1.8,
      distanceToCapsuleShare: 0.2,
      side: 'left',
      pole: 'upper',
      atlasRisk: { value: 0.78, interval: [0.7, 0.85], uncertaintyMm: 4 },
      place: { rightToLeft: 0.8, inferiorToSuperior: 0.7, anteriorToPosterior: 0.5 },
    },
    views: [view('transverse', 0.07), view('longitudinal', null)],
    tokens: [
      { text: 'hypo', start: 0, end: 4, weight: 0.2 },
      { text: '##echoic', start: 4, end: 10, weight: 0.3 },
      { text: 'margin', start: 37, end: 43, weight: 0.5 },
    ],
    findings: [
      { code: 'calipers', severity: 'warning', view: 'transverse', values: { count: 4 } },
      {
        code: 'nearCapsule',
        severity: 'warning',
        view: 'transverse',
        values: { distanceMm: 1.8, limitMm: 2.5 },
      },
    ],
    models: [{ name: 'gland', version: '1.0.0', sha256: 'a1b2c3d4'.repeat(8) }],
    simulatedLabels: true,
    timingsMs: { image: 40, segmentation: 420, location: 30, morphology: 20, report: 60, fusion: 110 },
    ...change,
  });
}

export function testCase(change: Partial<PatientCase> = {}): PatientCase {
  const of = (kind: ViewKind, spacingMmPerPx: number | null) => ({
    kind,
    imageId: `image-${kind}`,
    fileName: `${kind}.png`,
    width: WIDTH,
    height: HEIGHT,
    spacingMmPerPx,
    spacingSource: spacingMmPerPx === null ? null : ('phantom' as const),
    colour: false,
    handNodule: null,
    handGland: null,
    chosenNodule: 0,
  });
  return patientCaseSchema.parse({
    id: 'case-1',
    label: '0412',
    ageYears: 43,
    sex: 'F',
    side: 'left',
    pole: 'upper',
    report: REPORT,
    createdAt: '2026-10-19T14:00:00.000Z',
    updatedAt: '2026-10-19T14:00:00.000Z',
    revision: 1,
    views: [of('transverse', 0.07), of('longitudinal', null)],
    simulated: true,
    reviewedAt: null,
    archivedAt: null,
    ...change,
  });
}

export function testBundle(): CaseBundle {
  const assessment = testAssessment();
  return {
    case: testCase(),
    assessment,
    stale: false,
    staleBecause: [],
    history: [
      {
        assessmentId: assessment.id,
        createdAt: assessment.createdAt,
        caseRevision: 1,
        probability: assessment.risk?.probability ?? null,
        stage: 2,
        packVersion: assessment.packVersion,
        createdBy: null,
        reason: 'first',
      },
    ],
  };
}
