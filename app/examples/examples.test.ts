import { describe, expect, it } from 'vitest';
import { caseFactsSchema } from '../case/patientCase.ts';
import { choosePlane } from '../phantom/plane.ts';
import { buildScene } from '../phantom/scene.ts';
import { DEFAULT_SCAN } from '../phantom/spec.ts';
import { truthOf } from '../phantom/truth.ts';
import { maskBox } from '../segmentation/mask.ts';
import { exampleCases, renderExample } from './index.ts';

const cases = exampleCases();

describe('the twelve example cases', () => {
  it('are twelve, each with its own name and facts that a case may hold', () => {
    expect(cases).toHaveLength(12);
    expect(new Set(cases.map((c) => c.id)).size).toBe(12);
    for (const example of cases) expect(caseFactsSchema.parse(example.facts)).toEqual(example.facts);
  });

  it('range over sides, poles, sexes, sizes from 5 to 30 mm and the ways a case can be incomplete', () => {
    expect(new Set(cases.map((c) => c.facts.side))).toEqual(new Set(['left', 'right', 'isthmus']));
    expect(new Set(cases.map((c) => c.facts.pole))).toEqual(new Set(['upper', 'middle', 'lower']));
    expect(new Set(cases.map((c) => c.facts.sex))).toEqual(new Set(['F', 'M']));
    const sizes = cases.flatMap((c) =>
      c.phantom.nodules.map((n) => Math.max(n.widthMm, n.heightMm, n.lengthMm)),
    );
    expect(Math.min(...sizes)).toBeLessThanOrEqual(6);
    expect(Math.max(...sizes)).toBe(30);
    expect(cases.filter((c) => c.views.length === 1)).toHaveLength(1);
    expect(cases.filter((c) => !c.scaleKnown)).toHaveLength(1);
    expect(cases.filter((c) => c.overlay?.calipers)).toHaveLength(1);
    expect(cases.filter((c) => c.phantom.nodules.length === 2)).toHaveLength(1);
    expect(cases.filter((c) => c.phantom.parenchyma === 'hashimoto')).toHaveLength(1);
    expect(cases.filter((c) => /\p{Script=Han}/u.test(c.facts.report))).toHaveLength(3);
  });

  it.each(cases.map((c) => [c.id, c] as const))(
    '%s: the report says what the phantom holds',
    (_id, example) => {
      const [nodule] = example.phantom.nodules;
      const size = /(\d+)\s?[x×]\s?(\d+)\s?[x×]\s?(\d+)/.exec(example.facts.report);
      expect(size?.slice(1).map(Number)).toEqual([nodule.widthMm, nodule.heightMm, nodule.lengthMm]);
      const distance = /([\d.]+) ?mm from the|包膜约([\d.]+)mm/.exec(example.facts.report);
      if (distance) expect(Number(distance[1] ?? distance[2])).toBe(nodule.distanceToCapsuleMm);
      expect(nodule.side).toBe(example.facts.side);
      expect(nodule.pole).toBe(example.facts.pole);
      expect(/taller than wide|纵横比大于1/.test(example.facts.report)).toBe(
        nodule.heightMm / nodule.widthMm > 1.14,
      );
    },
  );

  it.each(cases.map((c) => [c.id, c] as const))(
    '%s: the nodule lies whole within every view',
    (_id, example) => {
      const scene = buildScene(example.phantom);
      const scan = { ...DEFAULT_SCAN, ...example.phantom.scan };
      for (const kind of example.views) {
        const truth = truthOf(scene, choosePlane(scene, kind, scan), scan);
        for (const mask of truth.nodules) {
          const box = maskBox(mask);
          expect(box).not.toBeNull();
          if (!box) continue;
          expect(box.x).toBeGreaterThan(8);
          expect(box.x + box.width).toBeLessThan(mask.width - 8);
          expect(box.y + box.height).toBeLessThan(mask.height - 8);
        }
        if (kind === 'transverse') {
          const wanted = example.phantom.nodules[0].distanceToCapsuleMm;
          expect(Math.abs((truth.distanceToCapsuleMm[0] ?? 99) - wanted)).toBeLessThan(0.5);
        }
      }
    },
  );

  it('render without a scale where the example has none', () => {
    const example = cases.find((c) => !c.scaleKnown);
    if (!example) throw new Error('no example without a scale');
    const views = renderExample({ ...example, views: ['transverse'] });
    expect(views).toHaveLength(1);
    expect(views[0].frame.spacingMmPerPx).toBeNull();
    expect(views[0].spacingSource).toBeNull();
    expect(views[0].frame.pixels).toHaveLength(views[0].frame.width * views[0].frame.height);
  });
});
