import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Curves, Result } from '../result.ts';
import { COLOURS, drawPlot } from './plot.ts';

const SHARES = { from: 0, to: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] };
const GREY = COLOURS[4];

/** ROC, reliability, decision curve and clinical impact of each two-class result, as SVG files; returns their paths. */
export function writeFigures(results: readonly Result[], folder: string): string[] {
  const written: string[] = [];
  for (const result of results) {
    if (!result.curves) continue;
    const name = [result.task, path.parse(result.on).name, result.model].map(fileSafe).join('-');
    for (const [kind, draw] of Object.entries(DRAWINGS)) {
      mkdirSync(folder, { recursive: true });
      const file = path.join(folder, `${name}-${kind}.svg`);
      writeFileSync(file, draw(result.curves, result));
      written.push(file);
    }
  }
  return written;
}

const DRAWINGS = { roc, reliability: reliabilityFigure, decision, impact };

function roc({ roc: points }: Curves, { measures, model }: Result): string {
  const auc = measures.find((m) => m.name === 'AUC')!;
  const range = auc.interval ? ` (95% ${auc.interval.map((v) => v.toFixed(3)).join('–')})` : '';
  return drawPlot({
    title: 'ROC curve',
    x: { label: '1 − specificity', ...SHARES },
    y: { label: 'sensitivity', ...SHARES },
    series: [
      {
        name: `${model}: AUC ${auc.value.toFixed(3)}${range}`,
        colour: COLOURS[0],
        points: points.map((p) => [p.falsePositiveRate, p.sensitivity]),
      },
      {
        name: 'chance',
        colour: GREY,
        dashed: true,
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
  });
}

function reliabilityFigure({ reliability: bins }: Curves, { model }: Result): string {
  return drawPlot({
    title: 'Reliability',
    x: { label: 'predicted probability, mean of each tenth of the cases', ...SHARES },
    y: { label: 'observed share', ...SHARES },
    series: [
      {
        name: 'perfectly calibrated',
        colour: GREY,
        dashed: true,
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      {
        name: `${model}, with Wilson 95% intervals`,
        colour: COLOURS[0],
        points: bins.map((b) => [b.predicted, b.observed]),
        whiskers: bins.map((b) => b.interval),
      },
    ],
  });
}

/** Standardised net benefit as in LLNM-Net's Figure 6c: net benefit ÷ prevalence. */
function decision({ decision: points, prevalence }: Curves, { model }: Result): string {
  const line = (value: (p: (typeof points)[number]) => number) =>
    points.map((p) => [p.threshold, value(p) / prevalence] as const);
  return drawPlot({
    title: 'Decision curve',
    x: { label: 'threshold probability', ...SHARES },
    y: { label: 'standardised net benefit', from: -0.2, to: 1, ticks: [-0.2, 0, 0.2, 0.4, 0.6, 0.8, 1] },
    series: [
      { name: model, colour: COLOURS[0], points: line((p) => p.model) },
      { name: 'act on all', colour: COLOURS[1], dashed: true, points: line((p) => p.all) },
      { name: 'act on none', colour: GREY, points: line((p) => p.none) },
    ],
  });
}

/** LLNM-Net's Figure 6d. */
function impact({ impact: rows }: Curves): string {
  const last = rows.findIndex((row) => !Number.isFinite(row.withoutDisease));
  const shown = last < 0 ? rows : rows.slice(0, last);
  return drawPlot({
    title: 'Clinical impact',
    x: { label: 'cutoff', ...SHARES },
    y: { label: 'share', ...SHARES },
    series: [
      {
        name: 'of all cases: at or above the cutoff',
        colour: COLOURS[1],
        points: shown.map((row) => [row.cutoff, row.actedOn]),
      },
      {
        name: 'of those: without the disease (1 − PPV)',
        colour: COLOURS[0],
        points: shown.map((row) => [row.cutoff, row.withoutDisease]),
      },
    ],
  });
}

const fileSafe = (text: string) => text.replaceAll(/[^\p{L}\p{N}.]+/gu, '_');
