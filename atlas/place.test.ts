import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyMask, type Mask } from '../app/segmentation/mask.ts';
import { placeNodule } from './place.ts';
import type { PlaceInput } from './place.types.ts';
import { regionAt } from './template/regions.ts';
import { placeToPoint, template } from './template/template.ts';

const W = 400;
const H = 300;
type Ellipse = readonly [cx: number, cy: number, rx: number, ry: number];

function mask(...parts: Ellipse[]): Mask {
  const m = emptyMask(W, H);
  for (const [cx, cy, rx, ry] of parts)
    for (let y = Math.max(0, Math.ceil(cy - ry)); y <= Math.min(H - 1, cy + ry); y++) {
      const half = rx * Math.sqrt(Math.max(0, 1 - ((y - cy) / ry) ** 2));
      m.data.fill(
        1,
        y * W + Math.max(0, Math.ceil(cx - half)),
        y * W + Math.min(W - 1, Math.floor(cx + half)) + 1,
      );
    }
  return m;
}
const view = (gland: Mask, nodule: Mask, spacingMmPerPx: number | null = null) => ({
  gland,
  nodule,
  spacingMmPerPx,
});
const place = (input: Partial<PlaceInput>) =>
  placeNodule({ transverse: null, longitudinal: null, side: null, pole: null, ...input });
const point = (p: NonNullable<ReturnType<typeof place>>) => placeToPoint(p.place, template().box);

/** One lobe, 18 × 16 mm at 0.1 mm per pixel. */
const LOBE = mask([200, 150, 90, 80]);
/** Both lobes with the isthmus before the trachea, 54 mm wide at 0.15 mm per pixel. */
const BOTH = mask([90, 160, 75, 60], [310, 160, 75, 60], [200, 110, 130, 16]);
/** A lobe along its length, superior at screen-left. */
const ALONG = mask([200, 150, 190, 75]);

describe('a transverse frame of one lobe', () => {
  const at = (side: 'left' | 'right', x: number, y = 150) =>
    place({ transverse: view(LOBE, mask([x, y, 15, 15])), side })!;

  it('puts screen-left on the patient’s right, in both lobes', () => {
    for (const side of ['left', 'right'] as const)
      expect(point(at(side, 150))[0]).toBeLessThan(point(at(side, 250))[0]);
    expect(regionAt(template(), point(at('right', 130))).across).toBe('lateral');
    expect(regionAt(template(), point(at('right', 265))).across).toBe('medial');
    expect(regionAt(template(), point(at('left', 130))).across).toBe('medial');
    expect(regionAt(template(), point(at('left', 265))).across).toBe('lateral');
  });

  it('puts what is deep in the frame posterior', () => {
    expect(at('left', 200, 100).place.anteriorToPosterior).toBeLessThan(
      at('left', 200, 200).place.anteriorToPosterior,
    );
  });

  it('says that the height is unknown: the whole lobe, or a third where the pole is given', () => {
    const unknown = at('left', 200);
    expect(unknown.uncertaintyMm.inferiorToSuperior).toBeGreaterThan(23);
    expect(unknown.uncertaintyMm.rightToLeft).toBe(0);
    expect(unknown.band.length).toBeGreaterThan(1);
    const upper = place({
      transverse: view(LOBE, mask([200, 150, 15, 15])),
      side: 'left',
      pole: 'upper',
    })!;
    expect(upper.uncertaintyMm.inferiorToSuperior).toBeLessThan(9);
    expect(upper.pole).toBe('upper');
    expect(point(upper)[1]).toBeGreaterThan(10);
  });

  it('is not placed when the side is neither given nor visible', () => {
    expect(place({ transverse: view(LOBE, mask([200, 150, 15, 15])) })).toBeNull();
  });

  it('shows its side when the isthmus’s tail points to the midline', () => {
    const rightLobe = mask([150, 160, 80, 70], [260, 110, 90, 14]);
    const leftLobe = mask([250, 160, 80, 70], [140, 110, 90, 14]);
    expect(place({ transverse: view(rightLobe, mask([150, 160, 15, 15])) })!.side).toBe('right');
    expect(place({ transverse: view(leftLobe, mask([250, 160, 15, 15])) })!.side).toBe('left');
  });
});

describe('a transverse frame of both lobes', () => {
  const at = (x: number, y: number, spacing: number | null) =>
    place({ transverse: view(BOTH, mask([x, y, 12, 12]), spacing) })!;

  it.each([
    ['with a scale', 0.15],
    ['without a scale', null],
  ])('shows the side itself, %s', (_, spacing) => {
    expect(at(80, 160, spacing).side).toBe('right');
    expect(at(320, 160, spacing).side).toBe('left');
    expect(at(200, 110, spacing).side).toBe('isthmus');
  });

  it('yields to the side set by the person', () => {
    const p = place({ transverse: view(BOTH, mask([80, 160, 12, 12]), 0.15), side: 'left' })!;
    expect(p.side).toBe('left');
    expect(point(p)[0]).toBeGreaterThan(0);
  });
});

it('is not misled by specks in the gland’s mask', () => {
  const specks = mask([200, 150, 90, 80], [10, 8, 6, 4], [390, 8, 6, 4]);
  const nodule = mask([150, 140, 20, 20]);
  const clean = place({ transverse: view(LOBE, nodule), side: 'left' })!;
  expect(place({ transverse: view(specks, nodule), side: 'left' })!.place).toEqual(clean.place);
});

describe('a longitudinal frame', () => {
  const at = (x: number, pole: 'upper' | 'middle' | 'lower' | null = null) =>
    place({ longitudinal: view(ALONG, mask([x, 150, 20, 20])), side: 'left', pole })!;

  it('puts screen-left superior, and names the pole', () => {
    expect(at(60).pole).toBe('upper');
    expect(at(200).pole).toBe('middle');
    expect(at(340).pole).toBe('lower');
    expect(at(60).uncertaintyMm.inferiorToSuperior).toBe(0);
  });

  it('says that medial to lateral is unknown', () => {
    const p = at(200);
    expect(p.uncertaintyMm.rightToLeft).toBeGreaterThan(4);
    expect(p.band.length).toBeGreaterThan(1);
  });

  it('yields to the pole set by the person, and then does not claim to know the height', () => {
    const p = at(60, 'lower');
    expect(p.pole).toBe('lower');
    expect(p.uncertaintyMm.inferiorToSuperior).toBeGreaterThan(5);
    expect(at(60, 'upper').uncertaintyMm.inferiorToSuperior).toBe(0);
  });
});

describe('both views', () => {
  const input = (tx: number, ty: number, lx: number, ly: number, side: 'left' | 'right') => ({
    transverse: view(LOBE, mask([tx, ty, 14, 14])),
    longitudinal: view(ALONG, mask([lx, ly, 14, 14])),
    side,
  });

  it('leave nothing unknown', () => {
    const p = place(input(200, 150, 200, 150, 'left'))!;
    expect(Math.max(...Object.values(p.uncertaintyMm))).toBe(0);
    expect(p.band).toEqual([p.place]);
  });

  it('keep a nodule of the patient’s gland inside the template’s gland, wherever it sits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.85, max: 0.85, noNaN: true }),
        fc.double({ min: -0.5, max: 0.5, noNaN: true }),
        fc.double({ min: -0.8, max: 0.8, noNaN: true }),
        fc.constantFrom('left' as const, 'right' as const),
        (u, v, h, side) => {
          const depth = 80 * v * Math.sqrt(1 - u * u);
          const p = place(
            input(200 + 90 * u, 150 + depth, 200 + 190 * h, 150 + 75 * v * Math.sqrt(1 - h * h), side),
          )!;
          expect(template().shape(...point(p))).toBeLessThan(0.3);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are mirror images in the two lobes', () => {
    const left = point(place(input(160, 140, 120, 140, 'left'))!);
    const right = point(place(input(240, 140, 120, 140, 'right'))!);
    expect(left[0]).toBeCloseTo(-right[0], 0);
    expect(left[1]).toBeCloseTo(right[1], 0);
    expect(left[2]).toBeCloseTo(right[2], 0);
  });
});

it('scales the nodule with its gland into the template', () => {
  const p = place({
    transverse: view(LOBE, mask([200, 150, 45, 40])),
    longitudinal: view(ALONG, mask([200, 150, 95, 37])),
    side: 'left',
  })!;
  // half the lobe in every direction: 15.5 mm wide and deep, 50 mm high, the rim of a smooth body aside
  expect(p.extentMm.rightToLeft).toBeGreaterThan(6);
  expect(p.extentMm.rightToLeft).toBeLessThan(10);
  expect(p.extentMm.anteriorToPosterior).toBeGreaterThan(6);
  expect(p.extentMm.anteriorToPosterior).toBeLessThan(10);
  expect(Math.abs(p.extentMm.inferiorToSuperior - 25)).toBeLessThan(1.5);
});

it('is not placed where no view has both masks', () => {
  expect(place({ side: 'left' })).toBeNull();
  expect(place({ transverse: view(LOBE, emptyMask(W, H)), side: 'left' })).toBeNull();
});
