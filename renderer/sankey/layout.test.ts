import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURE_NAMES, type Feature, type FeatureName } from '../../app/case/assessment.ts';
import { FEATURE_GROUP } from '../../app/explanation/tokenLayout.ts';
import { LANGUAGES, say } from '../../app/words/say.ts';
import { percent } from '../words/format.ts';
import { layoutSankey } from './layout.ts';
import type { Rect, SankeyInput } from './layout.types.ts';
import { spreadLabels } from './spreadLabels.ts';

function input(
  features: readonly Feature[],
  width: number,
  height: number,
  language: 'en' | 'zh' = 'en',
): SankeyInput {
  const probability = features.reduce((sum, f) => sum + f.contribution * f.response, 0);
  return {
    features,
    probability,
    width,
    height,
    featureName: (name) => say(language, `feature.${name}`),
    groupName: (group) => say(language, `featureGroup.${group}`),
    riskName: say(language, 'sankey.risk'),
    riskText: percent(probability),
  };
}

/** Any split of 1 over the eight features, with any responses. */
const anyFeatures = fc
  .tuple(
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
  )
  .filter(([weights]) => weights.some((w) => w > 0.01))
  .map(([weights, responses]): Feature[] => {
    const total = weights.reduce((a, b) => a + b, 0);
    return FEATURE_NAMES.map((name, i) => ({
      name,
      group: FEATURE_GROUP[name],
      contribution: weights[i]! / total,
      response: responses[i]!,
    }));
  });

const overlap = (a: Rect, b: Rect) =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 0.01 &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 0.01;

describe('the layout at any width from 360 to 1,200 px', () => {
  const size = [fc.integer({ min: 360, max: 1200 }), fc.integer({ min: 150, max: 700 })] as const;

  it('has no two labels that overlap, none on a node, and none outside the drawing', () => {
    fc.assert(
      fc.property(
        anyFeatures,
        ...size,
        fc.constantFrom(...LANGUAGES),
        (features, width, height, language) => {
          const layout = layoutSankey(input(features, width, height, language))!;
          const boxes = layout.labels.map((l) => l.box);
          boxes.forEach((a, i) => {
            for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false);
            for (const node of layout.nodes) expect(overlap(a, node)).toBe(false);
            expect(a.x).toBeGreaterThanOrEqual(-0.5);
            expect(a.x + a.width).toBeLessThanOrEqual(width + 0.5);
            expect(a.y).toBeGreaterThanOrEqual(-0.5);
            expect(a.y + a.height).toBeLessThanOrEqual(height + 0.5);
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('draws widths in the exact proportion of contributions, at both ends of every band', () => {
    fc.assert(
      fc.property(anyFeatures, ...size, (features, width, height) => {
        const layout = layoutSankey(input(features, width, height))!;
        const risk = layout.nodes.find((n) => n.id === 'risk')!;
        for (const f of features) {
          const node = layout.nodes.find((n) => n.id === `feature:${f.name}`)!;
          expect(node.height).toBeCloseTo(f.contribution * risk.height, 3);
        }
        for (const link of layout.links.filter((l) => l.feature)) {
          const ys = [...link.path.matchAll(/,(-?[\d.]+)/g)].map((m) => Number(m[1]));
          const expected = features.find((f) => f.name === link.feature)!.contribution * risk.height;
          expect(ys[7]! - ys[0]!).toBeCloseTo(expected, 1);
          expect(ys[4]! - ys[3]!).toBeCloseTo(expected, 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the columns in order: features, groups, risk', () => {
    fc.assert(
      fc.property(anyFeatures, ...size, (features, width, height) => {
        const layout = layoutSankey(input(features, width, height))!;
        const x = (prefix: string) => layout.nodes.find((n) => n.id.startsWith(prefix))!.x;
        expect(x('feature')).toBeLessThan(x('group') - 20);
        expect(x('group')).toBeLessThan(x('risk') - 20);
      }),
      { numRuns: 60 },
    );
  });
});

it('draws nothing for a withheld estimate', () => {
  const none = FEATURE_NAMES.map((name) => ({
    name,
    group: FEATURE_GROUP[name],
    contribution: 0,
    response: 0,
  }));
  expect(layoutSankey(input(none, 500, 300))).toBeNull();
});

describe('labels pushed apart', () => {
  it('stay where they are when there is room', () => {
    expect(spreadLabels([10, 40, 80], 14, 7, 100)).toEqual([10, 40, 80]);
  });
  it('move as little as possible: a crowded pair parts evenly', () => {
    expect(spreadLabels([50, 50], 14, 7, 200)).toEqual([43, 57]);
  });
  it('never overlap, keep their order and stay inside where they fit', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 12 }), (ys) => {
        const wanted = [...ys].sort((a, b) => a - b);
        const placed = spreadLabels(wanted, 14, 7, 293);
        placed.forEach((y, i) => {
          if (i > 0) expect(y - placed[i - 1]!).toBeGreaterThanOrEqual(14 - 1e-9);
          expect(y).toBeGreaterThanOrEqual(7 - 1e-9);
          expect(y).toBeLessThanOrEqual(293 + 1e-9);
        });
      }),
    );
  });
});

const TABLES = join(import.meta.dirname, '../../../shared/reference/llnm-net/published_tables.json');
describe.skipIf(!existsSync(TABLES))('the published cases (../shared is present)', () => {
  type Row = readonly (string | number | null)[];
  const tables = existsSync(TABLES)
    ? (JSON.parse(readFileSync(TABLES, 'utf8')) as Record<string, readonly Row[]>)
    : {};
  const NAMES: Record<string, FeatureName> = {
    Location: 'location',
    'Radiological report': 'report',
    'Internal morphology': 'internalMorphology',
    Margin: 'margin',
    Echogenicity: 'echogenicity',
    Shape: 'shape',
    Sex: 'sex',
    Age: 'age',
  };
  const contribution = new Map(
    tables['Figure 5']?.flatMap((r) => (NAMES[String(r[0])] ? [[r[0], r[1]]] : [])) as [string, number][],
  );

  it.each([
    ['Figure 5', 2, 0.833],
    ['Supplementary Figure S1', 1, 0.841],
    ['Supplementary Figure S2', 1, 0.484],
  ] as const)(
    '%s is drawn without overlap at every width, its values adding up to the published risk',
    (name, column, risk) => {
      const features = tables[name]!.flatMap((row): Feature[] => {
        const feature = NAMES[String(row[0])];
        if (!feature) return [];
        return [
          {
            name: feature,
            group: FEATURE_GROUP[feature],
            contribution: contribution.get(String(row[0]))! / 100,
            response: Number(row[column]),
          },
        ];
      });
      expect(features).toHaveLength(8);
      const sum = features.reduce((total, f) => total + f.contribution * f.response, 0);
      expect(sum.toFixed(3)).toBe(risk.toFixed(3));
      for (let width = 360; width <= 1200; width += 40) {
        const { labels } = layoutSankey(input(features, width, 260))!;
        labels.forEach((a, i) => {
          for (const b of labels.slice(i + 1)) expect(overlap(a.box, b.box)).toBe(false);
        });
      }
    },
  );
});
