import type { CurvePoint } from '../../atlas/riskField/field.types.ts';

/** The plot of risk by distance, in its own units: what the SVG draws. */
export const PLOT = { width: 460, height: 220, left: 44, right: 12, top: 12, bottom: 36, endMm: 8 } as const;

export function xOf(distanceMm: number): number {
  return PLOT.left + (distanceMm / PLOT.endMm) * (PLOT.width - PLOT.left - PLOT.right);
}

export function yOf(share: number): number {
  return PLOT.height - PLOT.bottom - share * (PLOT.height - PLOT.top - PLOT.bottom);
}

/** Runs of the curve without a gap: where too few cases lie there is no line, not a straight one across. */
export function runsOf(curve: readonly CurvePoint[]): CurvePoint[][] {
  const runs: CurvePoint[][] = [];
  let open: CurvePoint[] | null = null;
  for (const point of curve) {
    if (point.value === null) {
      open = null;
      continue;
    }
    if (!open) {
      open = [];
      runs.push(open);
    }
    open.push(point);
  }
  return runs;
}

export function linePath(run: readonly CurvePoint[]): string {
  return run.map((p, i) => `${i === 0 ? 'M' : 'L'}${at(p.distanceMm, p.value!)}`).join('');
}

/** The 95 % interval as an area. */
export function bandPath(run: readonly CurvePoint[]): string {
  const upper = run.map((p, i) => `${i === 0 ? 'M' : 'L'}${at(p.distanceMm, p.interval[1])}`);
  const lower = [...run].reverse().map((p) => `L${at(p.distanceMm, p.interval[0])}`);
  return `${upper.join('')}${lower.join('')}Z`;
}

function at(distanceMm: number, share: number): string {
  return `${xOf(distanceMm).toFixed(1)} ${yOf(share).toFixed(1)}`;
}

/** The curve at a distance (linear between its points); null beyond its end. */
export function curveAt(
  curve: readonly CurvePoint[],
  distanceMm: number,
): { value: number | null; interval: readonly [number, number] } | null {
  const next = curve.findIndex((p) => p.distanceMm >= distanceMm - 1e-9);
  if (next < 0) return null;
  const b = curve[next]!;
  const a = curve[Math.max(0, next - 1)]!;
  if (a.value === null || b.value === null) return { value: null, interval: [0, 1] };
  const part = b === a ? 0 : (distanceMm - a.distanceMm) / (b.distanceMm - a.distanceMm);
  const mix = (from: number, to: number) => from + part * (to - from);
  return {
    value: mix(a.value, b.value),
    interval: [mix(a.interval[0], b.interval[0]), mix(a.interval[1], b.interval[1])],
  };
}
