import type { Box } from '../../app/image/greyFrame.ts';
import { boxOverlap } from '../../app/segmentation/looks.ts';
import { emptyMask, type Mask, maskArea } from '../../app/segmentation/mask.ts';
import { bootstrapInterval, groupsOf } from '../../app/statistics/bootstrap.ts';
import { dice, iou } from '../../app/statistics/overlap.ts';
import { mean, median } from '../../app/statistics/summary.ts';
import { ellipsesInTrueBoxes, unionOf } from '../segmentationScores.ts';
import { measure } from './binary.ts';
import type { SeenPicture } from './pictures.ts';
import { EvaluateTrouble, type Measure, type Result } from './result.ts';

type About = Pick<Result, 'model' | 'on'>;
type Overlap = {
  readonly id: string;
  readonly patient: string | null;
  readonly dice: number;
  readonly iou: number;
};

/** Does the best-scored detection's box reach IoU 0.5 with the drawn box? Boxes are shares of width and height. */
export function boxResult(about: About, seen: readonly SeenPicture[], resamples: number): Result {
  const rows = seen.map(({ picture, view }) => {
    const truth = boxOf(picture.row, picture.name, view.prepared.frame);
    const overlaps = view.nodules.map((nodule) => boxOverlap(nodule.box, truth));
    return {
      id: picture.name,
      patient: picture.patient,
      best: overlaps[0] ?? 0,
      any: Math.max(0, ...overlaps),
    };
  });
  const silent = seen.filter(({ view }) => view.nodules.length === 0).length;
  const of = intervals(rows, resamples);
  return {
    task: 'boxes',
    ...about,
    cases: rows.length,
    groups: new Set(rows.map((r) => r.patient ?? r.id)).size,
    measures: [
      of('nodule found (best box, IoU ≥ 0.5)', (r) => (r.best >= 0.5 ? 1 : 0)),
      of('any box with IoU ≥ 0.5', (r) => (r.any >= 0.5 ? 1 : 0)),
      of('IoU of the best box, mean', (r) => r.best),
    ],
    baselines: [],
    notes: [`no detection at all in ${silent} pictures (counted as not found)`],
    answers: rows.map((r) => ({ id: r.id, value: r.best, truth: null })),
  };
}

/** All detections together against everything drawn; pictures with an empty mask tell of false alarms. */
export function noduleMaskResult(about: About, seen: readonly SeenPicture[], resamples: number): Result {
  const drawn = seen.filter(({ noduleTruth }) => noduleTruth && maskArea(noduleTruth) > 0);
  const empty = seen.filter(({ noduleTruth }) => noduleTruth && maskArea(noduleTruth) === 0);
  const found = ({ view: { nodules, prepared } }: SeenPicture) =>
    unionOf(
      nodules.map((n) => n.mask),
      prepared.frame.width,
      prepared.frame.height,
    );
  const alarms = empty.filter(({ view }) => view.nodules.length > 0).length;
  return maskResult({ task: 'noduleMasks', ...about }, drawn, (s) => s.noduleTruth!, found, resamples, [
    ...(empty.length
      ? [`pictures with an empty mask: ${empty.length}, of which ${alarms} had a nodule found`]
      : []),
    `no detection at all in ${drawn.filter(({ view }) => view.nodules.length === 0).length} pictures (counted as 0)`,
  ]);
}

export function glandMaskResult(about: About, seen: readonly SeenPicture[], resamples: number): Result {
  const drawn = seen.filter(({ glandTruth }) => glandTruth && maskArea(glandTruth) > 0);
  const missing = drawn.filter(({ view }) => !view.gland).length;
  const found = ({ view: { gland, prepared } }: SeenPicture) =>
    gland ?? emptyMask(prepared.frame.width, prepared.frame.height);
  return maskResult({ task: 'glandMasks', ...about }, drawn, (s) => s.glandTruth!, found, resamples, [
    `no gland found in ${missing} pictures (counted as 0)`,
  ]);
}

function maskResult(
  about: Pick<Result, 'task' | 'model' | 'on'>,
  seen: readonly SeenPicture[],
  truthOf: (seen: SeenPicture) => Mask,
  foundIn: (seen: SeenPicture) => Mask,
  resamples: number,
  notes: readonly string[],
): Result {
  const rows = seen.map((one): Overlap => {
    const [found, truth] = [foundIn(one), truthOf(one)];
    return {
      id: one.picture.name,
      patient: one.picture.patient,
      dice: dice(found, truth),
      iou: iou(found, truth),
    };
  });
  const of = intervals(rows, resamples);
  const ellipses = seen.map((one) => dice(ellipsesInTrueBoxes(truthOf(one)), truthOf(one)));
  return {
    ...about,
    cases: rows.length,
    groups: new Set(rows.map((r) => r.patient ?? r.id)).size,
    measures: [
      of('Dice, mean', (r) => r.dice),
      of('Dice, median', (r) => r.dice, median),
      of('IoU, mean', (r) => r.iou),
    ],
    baselines: [measure('Dice of the ellipse in the true box, mean', mean(ellipses))],
    notes,
    answers: rows.map((r) => ({ id: r.id, value: r.dice, truth: null })),
  };
}

/** Values over pictures with their intervals, patients drawn whole. */
function intervals<T extends { patient: string | null }>(rows: readonly T[], resamples: number) {
  const groups = groupsOf(rows.map((r) => r.patient));
  return (name: string, value: (row: T) => number, statistic = mean): Measure => {
    const values = rows.map(value);
    return measure(
      name,
      statistic(values),
      bootstrapInterval(groups, (cases) => statistic(cases.map((i) => values[i]!)), undefined, resamples),
    );
  };
}

function boxOf(
  row: Readonly<Record<string, string>>,
  name: string,
  frame: { width: number; height: number },
): Box {
  const [x0, y0, x1, y1] = (['xmin', 'ymin', 'xmax', 'ymax'] as const).map((column) => {
    const value = Number(row[column]);
    if (row[column] === '' || !(value >= 0 && value <= 1))
      throw new EvaluateTrouble(
        `labels.csv, picture ${name}: "${row[column] ?? ''}" in column ${column} is not a share of the picture from 0 to 1`,
      );
    return value;
  }) as [number, number, number, number];
  return {
    x: x0 * frame.width,
    y: y0 * frame.height,
    width: (x1 - x0) * frame.width,
    height: (y1 - y0) * frame.height,
  };
}
