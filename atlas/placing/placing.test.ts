import { describe, expect, it } from 'vitest';
import { maskCase } from '../../app/phantom/maskViews.ts';
import { makeRandom } from '../../app/phantom/random.ts';
import { emptyMask, type Mask } from '../../app/segmentation/mask.ts';
import { heightSpan, placeNodule, sideSpan } from '../place.ts';
import type { PlaceInput, Placement } from '../place.types.ts';
import { placeToPoint, template } from '../template/template.ts';
import { placeAtOnce } from './placeByRegistration.ts';
import { LIMITS } from './registerView.ts';
import { longitudinalSection, transverseSection } from './section.ts';

const t = template();
const cases = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].flatMap((seed) => maskCase(seed) ?? []);

function inputOf(one: (typeof cases)[number]): PlaceInput {
  const view = (kind: 'transverse' | 'longitudinal') => one.views.find((v) => v.kind === kind)!;
  return {
    transverse: view('transverse'),
    longitudinal: view('longitudinal'),
    side: one.place.side,
    pole: null,
  };
}

/** How far a place lies from the true share of the gland, mm of the template. */
function acrossError(placed: Placement, one: (typeof cases)[number]): number {
  const point = placeToPoint(placed.place, t.box);
  const span = sideSpan(t, one.place.side, point[1]);
  return Math.abs(point[0] - (span.from + one.place.across * (span.to - span.from)));
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe('a phantom of known place', () => {
  const placed = cases.map((one) => ({ one, by: placeAtOnce(inputOf(one), t)! }));

  it('is registered in every view that holds its gland, nearer to its true place across than by outlines', () => {
    const views = placed
      .flatMap(({ by }) => [by.views.transverse!, by.views.longitudinal!])
      .filter(({ method }) => method !== 'visiblePart');
    expect(views.filter((view) => view.method === 'registered').length).toBeGreaterThan(0.9 * views.length);
    for (const { method, refused, quality } of views) {
      expect(quality!.dice).toBeGreaterThan(0.8);
      expect(method === 'registered').toBe(refused === null);
      if (method === 'registered') {
        expect(quality!.dice).toBeGreaterThanOrEqual(LIMITS.dice);
        expect(quality!.smallestJacobian).toBeGreaterThan(0);
      }
    }
    const registered = median(placed.map(({ one, by }) => acrossError(by, one)));
    const outlines = median(cases.map((one) => acrossError(placeNodule(inputOf(one), t)!, one)));
    expect(registered).toBeLessThan(1.5);
    expect(registered).toBeLessThan(outlines);
    const heights = placed
      .filter(({ one }) => one.place.side !== 'isthmus')
      .map(({ one, by }) => {
        const span = heightSpan(t, one.place.side);
        const y = placeToPoint(by.place, t.box)[1];
        return Math.abs(y - (span.from + one.place.height * (span.to - span.from)));
      });
    expect(median(heights)).toBeLessThan(1);
  });

  it('whose lobe the frame cuts is placed by the part that shows, with a band that holds its true height', () => {
    const cut = placed.filter(({ by }) => by.views.longitudinal!.method === 'visiblePart');
    expect(cut.length).toBeGreaterThan(8);
    const held = cut.filter(({ one, by }) => {
      const span = heightSpan(t, one.place.side);
      const y = placeToPoint(by.place, t.box)[1];
      const truth = span.from + one.place.height * (span.to - span.from);
      return Math.abs(y - truth) <= by.uncertaintyMm.inferiorToSuperior;
    });
    expect(held.length / cut.length).toBeGreaterThanOrEqual(0.9);
    for (const { by } of cut) {
      expect(by.uncertaintyMm.inferiorToSuperior).toBeGreaterThan(0);
      expect(by.uncertaintyMm.inferiorToSuperior).toBeLessThan(9);
      expect(by.band.length).toBeGreaterThan(5);
    }
  });

  it('lies inside the template’s gland, with a size like its own', () => {
    for (const { by } of placed) {
      expect(t.shape(...placeToPoint(by.place, t.box))).toBeLessThan(0.5);
      for (const mm of Object.values(by.extentMm)) {
        expect(mm).toBeGreaterThan(1.5);
        expect(mm).toBeLessThan(22);
      }
    }
  });

  it('with one view leaves a band along the axis that is not shown, as wide as the gland or the pole is', () => {
    const one = cases.find((c) => c.place.side === 'left')!;
    const across = placeAtOnce({ ...inputOf(one), longitudinal: null }, t)!;
    expect(across.uncertaintyMm).toMatchObject({ rightToLeft: 0, anteriorToPosterior: 0 });
    expect(across.uncertaintyMm.inferiorToSuperior).toBeCloseTo(t.dimensions.lobeHeight / 2, -1);
    expect(across.band.length).toBeGreaterThan(5);
    const atPole = placeAtOnce({ ...inputOf(one), longitudinal: null, pole: 'upper' }, t)!;
    expect(atPole.uncertaintyMm.inferiorToSuperior).toBeCloseTo(
      across.uncertaintyMm.inferiorToSuperior / 3,
      1,
    );
    expect(atPole.pole).toBe('upper');
    const along = placeAtOnce({ ...inputOf(one), transverse: null }, t)!;
    // the frame cuts the lobe: the height has a band too, narrower than the one across
    expect(along.uncertaintyMm.inferiorToSuperior).toBeLessThan(along.uncertaintyMm.rightToLeft);
    expect(along.uncertaintyMm.rightToLeft).toBeGreaterThan(3);
  });

  it('goes to the side and pole that the person has set', () => {
    const one = cases.find((c) => c.place.side === 'left' && c.place.pole === 'middle') ?? cases[0]!;
    const set = placeAtOnce({ ...inputOf(one), side: 'right', pole: 'lower' }, t)!;
    expect([set.side, set.pole]).toEqual(['right', 'lower']);
    expect(set.place.rightToLeft).toBeLessThan(0.5);
  });
});

describe('a section of the template', () => {
  it('registers onto itself, and a nodule drawn in it stays where it was', () => {
    const section = transverseSection(t, 0, 'lobe', 'left');
    const { width, height, data } = section.gland;
    const gland: Mask = { width, height, data: Uint8Array.from(data, (v) => (v >= 0.5 ? 1 : 0)) };
    const nodule = emptyMask(width, height);
    const [cx, cy] = [Math.round(width * 0.55), Math.round(height * 0.5)];
    for (let y = -4; y <= 4; y++) for (let x = -4; x <= 4; x++) nodule.data[(cy + y) * width + cx + x] = 1;
    const placed = placeAtOnce(
      {
        transverse: { gland, nodule, spacingMmPerPx: 0.5 },
        longitudinal: null,
        side: 'left',
        pole: 'middle',
      },
      t,
    )!;
    expect(placed.views.transverse!.quality!.dice).toBeGreaterThan(0.98);
    const [x, , z] = placeToPoint(placed.place, t.box);
    const [ex, , ez] = section.point(cx, cy);
    expect(Math.abs(x - ex)).toBeLessThan(0.6);
    expect(Math.abs(z - ez)).toBeLessThan(0.6);
    expect(placed.extentMm.rightToLeft).toBeCloseTo(4.5, 0);
  });

  it('shows the patient’s right and superior on screen-left, and anterior at the top', () => {
    const across = transverseSection(t, 0, 'both', 'left');
    expect(across.point(0, 0)[0]).toBeLessThan(across.point(10, 0)[0]);
    expect(across.point(0, 0)[2]).toBeGreaterThan(across.point(0, 10)[2]);
    const along = longitudinalSection(t, 'right');
    expect(along.point(0, 0)[1]).toBeGreaterThan(along.point(10, 0)[1]);
    expect(along.point(0, 0)[0]).toBeLessThan(0);
  });
});

describe('what is no gland', () => {
  const SIZE = 120;
  const make = (inside: (x: number, y: number) => boolean): Mask => {
    const mask = emptyMask(SIZE, SIZE);
    mask.data.forEach((_, i) => {
      mask.data[i] = inside(i % SIZE, Math.floor(i / SIZE)) ? 1 : 0;
    });
    return mask;
  };
  const random = makeRandom(11);
  const blobs = Array.from({ length: 12 }, () => [random.between(5, 115), random.between(5, 115)] as const);
  const garbage: Record<string, Mask> = {
    stripes: make((x) => Math.floor(x / 8) % 2 === 0),
    'scattered specks': make((x, y) => blobs.some(([bx, by]) => (x - bx) ** 2 + (y - by) ** 2 < 60)),
    'a ring': make((x, y) => Math.abs(Math.hypot(x - 60, y - 60) - 48) < 6),
    'a checkerboard': make((x, y) => (Math.floor(x / 20) + Math.floor(y / 20)) % 2 === 0),
  };
  it.each(Object.keys(garbage))('is refused with a reason and never used silently: %s', (name) => {
    const gland = garbage[name]!;
    const at = gland.data.findIndex((v, i) => v === 1 && i > SIZE * 40);
    const nodule = emptyMask(SIZE, SIZE);
    for (const i of [at, at + 1, at + SIZE, at + SIZE + 1]) nodule.data[i] = 1;
    const placed = placeAtOnce(
      {
        transverse: { gland, nodule, spacingMmPerPx: null },
        longitudinal: null,
        side: 'left',
        pole: 'middle',
      },
      t,
    )!;
    expect(placed.views.transverse).toMatchObject({ method: 'outlines', refused: expect.any(String) });
  });

  it('an empty mask is no place at all', () => {
    const empty = emptyMask(SIZE, SIZE);
    const view = { gland: empty, nodule: empty, spacingMmPerPx: null };
    expect(placeAtOnce({ transverse: view, longitudinal: null, side: 'left', pole: null }, t)).toBeNull();
  });
});
