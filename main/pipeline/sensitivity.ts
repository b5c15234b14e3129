import { ADULT_FROM_YEARS } from '../../app/case/patientCase.ts';
import { noduleMover } from '../../app/explanation/moveNodule.ts';
import { REPORT_PARTS_MAX } from '../../app/explanation/reportEffects.ts';
import {
  nearestCrossings,
  type Sensitivity,
  type SensitivityAnswer,
  type SensitivityRow,
} from '../../app/explanation/sensitivity.ts';
import {
  type FusionTensors,
  type FusionView,
  fusionInputs,
  MAP_SIDE,
} from '../../app/fusion/fusionInputs.ts';
import { locationMap } from '../../app/location/locationMap.ts';
import { reportParts } from '../../app/report/reportParts.ts';
import type { Inference } from '../inference/client.types.ts';
import type { DescribedView } from './assess.ts';
import type { AssessInput } from './assessInput.ts';
import { fusionView, RISK_OUTPUTS, riskFrom } from './fuse.ts';
import { type ReadReport, readReport, reportOf } from './readReport.ts';

/** Values that nodules and people have; a range may be shorter where this gland has no room. */
const RANGES = {
  lengthMm: [2, 60],
  sizeFactor: [0.4, 2.5],
  echogenicity: [-30, 90],
  ageYears: [ADULT_FROM_YEARS, 90],
} as const;
const STEP = { mm: 0.1, glandPercent: 1, greyLevels: 1, years: 1 } as const;

export type SensitivityControl = {
  readonly inference: Inference;
  readonly signal: AbortSignal;
  /** After each time the network was asked. */
  readonly onAsked: () => void;
};

/**
 * Asks the fusion network about the case with one input changed at a time; real forward passes, nothing fitted.
 *
 * @param views the views that carried the estimate, with the outlines it used
 * @param input the case's facts, and the settings under which the stage is told
 */
export async function sensitivityOf(
  views: readonly DescribedView[],
  input: Pick<AssessInput, 'facts' | 'settings'>,
  control: SensitivityControl,
): Promise<Sensitivity> {
  const { inference, signal } = control;
  const { facts, settings } = input;
  const pack = await inference.pack();
  const report = await readReport(facts.report, pack, inference, signal);
  const shown = views.map(fusionView);
  const ask = async (
    changed: readonly FusionView[],
    words: ReadReport = report,
    ageYears = facts.ageYears,
  ): Promise<SensitivityAnswer> => {
    signal.throwIfAborted();
    const tensors: FusionTensors = fusionInputs(changed, reportOf(words), { sex: facts.sex, ageYears });
    const outputs = await inference.run('fusion', tensors, signal, RISK_OUTPUTS);
    const floats = (name: string) => Array.from(outputs[name]!.data as Float32Array);
    const { probability, interval, stage } = riskFrom(
      floats('logit')[0]!,
      floats('stageLogits'),
      tensors,
      pack,
      settings,
    );
    control.onAsked();
    return { probability, interval, stage };
  };
  const now = await ask(shown);
  const rows: SensitivityRow[] = [];
  for (const row of [...lengthRows(views, shown), echogenicityRow(shown)]) {
    const found = await nearestCrossings(
      row.current,
      row.range,
      STEP[row.unit],
      now.stage,
      (value) => ask(row.changed(value)!),
      (value) => row.changed(value) !== null,
    );
    rows.push({ input: row.input, unit: row.unit, current: row.current, ...found });
  }
  rows.push(await ageRow(facts.ageYears, now, (ageYears) => ask(shown, report, ageYears)));

  let leftOut: Sensitivity['report'] = null;
  if (report.tokenised.tokens.length > 0) {
    leftOut = [];
    for (const { start, end, text } of reportParts(facts.report).slice(0, REPORT_PARTS_MAX)) {
      const rest = facts.report.slice(0, start) + facts.report.slice(end);
      const answer = await ask(shown, await readReport(rest, pack, inference, signal));
      if (answer.stage !== now.stage) leftOut.push({ text, ...answer });
    }
  }
  return { now, cutoff: settings.positiveCutoff, rows, report: leftOut };
}

type AskedRow = {
  readonly input: SensitivityRow['input'];
  readonly unit: SensitivityRow['unit'];
  readonly current: number;
  readonly range: readonly [number, number];
  /** The views with the input at this value; null where it is impossible. */
  changed(value: number): FusionView[] | null;
};

/** Distance and size: the nodule is moved or scaled in the location map of every view by the same amount. */
function lengthRows(views: readonly DescribedView[], shown: readonly FusionView[]): AskedRow[] {
  const inMm = shown.every((view) => view.spacingMmPerPx !== null);
  const unit = inMm ? 'mm' : 'glandPercent';
  const movers = views.map(({ located }) => noduleMover(located.gland, located.nodule, located.transform));
  const pxPerUnit = shown.map((view) => (inMm ? 1 / view.spacingMmPerPx! : view.maxDistancePx / 100));
  const distancePx = views.map(({ located }) => located.transform.minDistancePx);
  const distances = distancePx.map((px, i) => px / pxPerUnit[i]!);
  const depths = shown.map((view, i) => view.maxDistancePx / pxPerUnit[i]!);
  const lengths = shown.map((view, i) => view.lengthPx / pxPerUnit[i]!);
  const placed = (i: number, wishedPx: number, scale: number): FusionView | null => {
    const moved = movers[i]!.place(Math.max(0, wishedPx), scale);
    const view = shown[i]!;
    return (
      moved && {
        ...view,
        location: locationMap(moved.transform, views[i]!.located.gland, moved.nodule, MAP_SIDE),
        lengthPx: view.lengthPx * scale,
        widthPx: view.widthPx * scale,
      }
    );
  };
  const whole = (changed: (FusionView | null)[]): FusionView[] | null =>
    changed.every((view) => view !== null) ? (changed as FusionView[]) : null;
  const distance = Math.min(...distances);
  const length = Math.max(...lengths);
  const most = inMm ? RANGES.lengthMm : [1, 1000];
  return [
    {
      input: 'distance',
      unit,
      current: distance,
      range: [0, Math.max(distance, ...depths)],
      changed: (value) =>
        whole(shown.map((_, i) => placed(i, distancePx[i]! + (value - distance) * pxPerUnit[i]!, 1))),
    },
    {
      input: 'size',
      unit,
      current: length,
      range: [
        Math.min(length, Math.max(most[0]!, RANGES.sizeFactor[0] * length)),
        Math.max(length, Math.min(most[1]!, RANGES.sizeFactor[1] * length)),
      ],
      changed: (value) => whole(shown.map((_, i) => placed(i, distancePx[i]!, value / length))),
    },
  ];
}

function echogenicityRow(shown: readonly FusionView[]): AskedRow {
  const measured = shown.flatMap((view) => (view.echogenicity === null ? [] : [view.echogenicity]));
  const current = measured.reduce((a, b) => a + b, 0) / Math.max(1, measured.length);
  return {
    input: 'echogenicity',
    unit: 'greyLevels',
    current,
    range: [Math.min(current, RANGES.echogenicity[0]), Math.max(current, RANGES.echogenicity[1])],
    changed: (value) =>
      shown.map((view) => ({
        ...view,
        echogenicity: view.echogenicity === null ? null : view.echogenicity + value - current,
      })),
  };
}

async function ageRow(
  ageYears: number | null,
  now: SensitivityAnswer,
  ask: (ageYears: number) => Promise<SensitivityAnswer>,
): Promise<SensitivityRow> {
  const fixed = { input: 'age', unit: 'years' } as const;
  if (ageYears === null) return { ...fixed, current: null, range: null, below: null, above: null };
  const [low, high] = RANGES.ageYears;
  const range = [Math.min(ageYears, low), Math.max(ageYears, high)] as const;
  const found = await nearestCrossings(ageYears, range, STEP.years, now.stage, ask);
  return { ...fixed, current: ageYears, ...found };
}
