import { describe, expect, it } from 'vitest';
import { builtInField } from '../../atlas/riskField/builtIn.ts';
import { fieldAt } from '../../atlas/riskField/field.ts';
import { template } from '../../atlas/template/template.ts';
import { riskColour } from './riskColours.ts';
import { sectionShapes } from './sectionShapes.ts';

const t = template();
const field = builtInField();
const area = (runs: readonly { width: number }[]) => runs.reduce((sum, run) => sum + run.width * 0.5, 0);

describe('a section without WebGL', () => {
  it('covers the gland and nothing else', () => {
    // the same section counted point by point, finer
    const y = -t.dimensions.isthmusBelowMiddle;
    let counted = 0;
    for (let x = t.box.min[0]; x < t.box.max[0]; x += 0.25)
      for (let z = t.box.min[2]; z < t.box.max[2]; z += 0.25) if (t.shape(x, y, z) < 0) counted += 0.0625;
    const { runs, nodule } = sectionShapes('transverse', t, field, null);
    expect(Math.abs(area(runs) - counted) / counted).toBeLessThan(0.03);
    expect(nodule).toBeNull();
  });

  it('shows the field’s own colours, the patient’s right on the viewer’s left', () => {
    const { runs } = sectionShapes('coronal', t, field, null);
    const z = -t.dimensions.lobeBehindTrachea;
    for (const run of runs.filter((_, i) => i % 9 === 0)) {
      // a run's first point; x grows to the patient's left, y of the drawing downward
      const reading = fieldAt(field, [run.x + 0.25, -(run.y + 0.25), z])!;
      expect(run.fill).toBe(riskColour(Math.round(reading.value * 20) / 20));
    }
  });

  it('is hatched where too few cases are', () => {
    const empty = { ...field, values: field.values.map(() => Number.NaN) };
    const { runs } = sectionShapes('coronal', t, empty, null);
    expect(runs.length).toBeGreaterThan(50);
    expect(runs.every((run) => run.fill === null)).toBe(true);
  });
});
