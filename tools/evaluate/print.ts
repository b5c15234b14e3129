import type { Comparison, Measure, Result } from './result.ts';

/** A result as the terminal shows it: one line a figure, its interval beside it, trivial answers below. */
export function resultText({ task, model, on, cases, groups, measures, baselines, notes }: Result): string {
  const independent = groups === cases ? '' : ` in ${groups} patients or groups`;
  const width = Math.max(...[...measures, ...baselines].map((m) => m.name.length));
  return [
    `${TASKS[task] ?? task} · ${model} · ${on} · ${cases} cases${independent}`,
    ...measures.map((m) => `  ${m.name.padEnd(width)}  ${numberText(m)}`),
    ...baselines.map((m) => `  ${m.name.padEnd(width)}  ${numberText(m)}  (baseline)`),
    ...notes.map((note) => `  ${note}`),
  ].join('\n');
}

export function comparisonText(c: Comparison): string {
  return [
    `Comparison · ${c.first} − ${c.second} · ${c.on} · ${c.cases} cases`,
    Number.isFinite(c.p)
      ? `  AUC difference ${signed(c.aucDifference)} (95% ${signed(c.interval[0])} to ${signed(c.interval[1])}), DeLong z ${c.z.toFixed(2)}, p ${pText(c.p)}`
      : '  too few cases of one class for DeLong’s comparison',
    `  Kolmogorov-Smirnov distance of the two models' values ${c.ksDistance.toFixed(3)}, p ${pText(c.ksP)}`,
  ].join('\n');
}

const TASKS: Record<string, string> = {
  predictions: 'Predictions',
  lateralNeck: 'Lateral neck, whole case',
  boxes: 'Nodule boxes',
  malignancy: 'Malignancy',
  noduleMasks: 'Nodule outlines',
  glandMasks: 'Gland outlines',
  cytology: 'Cytology',
  clinical: 'Clinical facts only',
};

function numberText({ value, interval }: Measure): string {
  if (!Number.isFinite(value)) return 'does not exist';
  const range = interval ? `  (95% ${interval.map((v) => v.toFixed(3)).join(' to ')})` : '';
  return `${value.toFixed(3).padStart(6)}${range}`;
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
const pText = (p: number) => (p < 0.001 ? p.toExponential(1) : p.toFixed(3));
