import { describe, expect, it } from 'vitest';
import type { ViewKind } from '../case/patientCase.ts';
import { type Mask, maskArea, maskBox } from '../segmentation/mask.ts';
import { withOverlay } from './overlay.ts';
import { choosePlane } from './plane.ts';
import { type PhantomView, renderView } from './renderView.ts';
import { buildScene, unwarp } from './scene.ts';
import { DEFAULT_SCAN, type NoduleSpec, type PhantomSpec } from './spec.ts';
import { truthOf } from './truth.ts';

const plain: NoduleSpec = {
  side: 'left',
  pole: 'middle',
  towards: 'anterior',
  distanceToCapsuleMm: 2,
  widthMm: 8,
  heightMm: 9,
  lengthMm: 10,
  margin: 'smooth',
  echogenicity: 'hypoechoic',
};

function truthFor(spec: PhantomSpec, kind: ViewKind) {
  const scene = buildScene(spec);
  const scan = { ...DEFAULT_SCAN, ...spec.scan };
  const plane = choosePlane(scene, kind, scan);
  return { scene, scan, plane, truth: truthOf(scene, plane, scan) };
}

describe('geometry of the phantom', () => {
  const asked: (Partial<NoduleSpec> & { seed: number })[] = [
    { seed: 1, distanceToCapsuleMm: 0 },
    { seed: 2, distanceToCapsuleMm: 1, side: 'right', pole: 'upper', towards: 'lateral' },
    { seed: 3, distanceToCapsuleMm: 2.5, pole: 'lower', towards: 'posterior' },
    {
      seed: 4,
      distanceToCapsuleMm: 4,
      side: 'right',
      towards: 'medial',
      widthMm: 5,
      heightMm: 5,
      lengthMm: 5,
    },
    { seed: 5, distanceToCapsuleMm: 1.5, margin: 'spiculated', towards: 'lateral' },
    { seed: 6, distanceToCapsuleMm: 0.5, margin: 'lobulated', widthMm: 26, heightMm: 22, lengthMm: 30 },
    { seed: 7, distanceToCapsuleMm: 0.6, side: 'isthmus', heightMm: 6 },
  ];
  it.each(asked)('puts the nodule as far from the capsule as asked: %o', ({ seed, ...change }) => {
    const nodule = { ...plain, ...change };
    const { truth } = truthFor({ seed, nodules: [nodule] }, 'transverse');
    expect(Math.abs((truth.distanceToCapsuleMm[0] ?? 99) - nodule.distanceToCapsuleMm)).toBeLessThan(0.5);
  });

  it('puts left on the right of the picture and the head on the left', () => {
    for (const [side, sign] of [
      ['left', 1],
      ['right', -1],
    ] as const) {
      const { scene, plane } = truthFor({ seed: 8, nodules: [{ ...plain, side }] }, 'transverse');
      expect(Math.sign(unwarp(scene.anatomy, scene.nodules[0].centre).x)).toBe(sign);
      expect(plane.ux).toBeGreaterThan(0);
    }
    const { plane } = truthFor({ seed: 8, nodules: [plain] }, 'longitudinal');
    expect(plane.us).toBeLessThan(0);
  });

  it('gives the nodule the volume of the ellipsoid asked for, within 15%', () => {
    const { scene } = truthFor({ seed: 9, nodules: [plain] }, 'transverse');
    const { distance, centre } = scene.nodules[0];
    const step = 0.25;
    let cells = 0;
    for (let x = -8; x < 8; x += step)
      for (let s = -8; s < 8; s += step)
        for (let d = -8; d < 8; d += step)
          if (distance(centre.x + x, centre.s + s, centre.d + d) < 0) cells++;
    const wanted = (Math.PI / 6) * plain.widthMm * plain.heightMm * plain.lengthMm;
    expect(Math.abs((cells * step ** 3) / wanted - 1)).toBeLessThan(0.15);
  });

  it('shows the sizes asked for in both views, within 15%', () => {
    const spec: PhantomSpec = { seed: 10, nodules: [plain] };
    const size = (kind: ViewKind) => {
      const { truth, scan } = truthFor(spec, kind);
      const box = maskBox(truth.nodules[0]);
      return {
        across: (box?.width ?? 0) * scan.spacingMmPerPx,
        down: (box?.height ?? 0) * scan.spacingMmPerPx,
      };
    };
    const transverse = size('transverse');
    const longitudinal = size('longitudinal');
    expect(Math.abs(transverse.across / plain.widthMm - 1)).toBeLessThan(0.15);
    expect(Math.abs(transverse.down / plain.heightMm - 1)).toBeLessThan(0.15);
    expect(Math.abs(longitudinal.across / plain.lengthMm - 1)).toBeLessThan(0.15);
    expect(Math.abs(longitudinal.down / plain.heightMm - 1)).toBeLessThan(0.15);
  });

  it('cuts the same nodule in both views: they agree where the two planes cross', () => {
    const spec: PhantomSpec = {
      seed: 11,
      nodules: [{ ...plain, margin: 'lobulated', side: 'right', pole: 'upper' }],
    };
    const along = (kind: ViewKind) => {
      const { truth, plane, scene, scan } = truthFor(spec, kind);
      const at = unwarp(scene.anatomy, scene.nodules[0].centre);
      const step2 = plane.ux ** 2 + plane.us ** 2;
      const column = Math.round(((at.x - plane.x0) * plane.ux + (at.s - plane.s0) * plane.us) / step2);
      return columnSpan(truth.nodules[0], column).map((row) => row * scan.spacingMmPerPx);
    };
    const transverse = along('transverse');
    const longitudinal = along('longitudinal');
    expect(Math.abs(transverse[0] - longitudinal[0])).toBeLessThan(0.3);
    expect(Math.abs(transverse[1] - longitudinal[1])).toBeLessThan(0.3);
  });

  it('keeps a contained nodule inside the gland', () => {
    const { truth } = truthFor({ seed: 12, nodules: [plain] }, 'transverse');
    const outside = truth.nodules[0].data.reduce(
      (n, pixel, i) => n + (pixel && !truth.gland.data[i] ? 1 : 0),
      0,
    );
    expect(outside).toBe(0);
  });

  it('says so when the gland has no such place', () => {
    const deep = { ...plain, distanceToCapsuleMm: 20, widthMm: 3, heightMm: 3, lengthMm: 3 };
    expect(() => buildScene({ seed: 1, nodules: [deep] })).toThrow(RangeError);
  });
});

describe('the picture', () => {
  // Coarser than the product's, to be quick: the physics is in millimetres.
  const scan = { spacingMmPerPx: 0.12, width: 350, height: 262 } as const;

  it('is the same for the same seed, pixel for pixel, and another for another seed', () => {
    const small = { width: 220, height: 180, spacingMmPerPx: 0.17 };
    const picture = (seed: number) =>
      renderView(buildScene({ seed, nodules: [plain], scan: small }), 'transverse').frame.pixels;
    expect(picture(20)).toEqual(picture(20));
    expect(picture(20)).not.toEqual(picture(21));
  });

  it('is darker below a coarse calcification than beside its shadow', () => {
    const nodule = { ...plain, widthMm: 12, heightMm: 10, macrocalcificationMm: 4 };
    const scene = buildScene({ seed: 22, nodules: [nodule], scan });
    const view = renderView(scene, 'transverse');
    const lump = scene.nodules[0].lump;
    if (!lump) throw new Error('the nodule has no calcification');
    const at = unwarp(scene.anatomy, lump);
    const column = (at.x - view.plane.x0) / view.scan.spacingMmPerPx;
    const row = (at.d + 4) / view.scan.spacingMmPerPx;
    const below = meanGrey(view, column - 4, row, 8, 12);
    const beside = (meanGrey(view, column - 38, row, 8, 12) + meanGrey(view, column + 30, row, 8, 12)) / 2;
    expect(below).toBeLessThan(0.6 * beside);
  });

  it('is black in a cyst and brighter below it than beside', () => {
    const cyst: NoduleSpec = { ...plain, widthMm: 10, heightMm: 9, echogenicity: 'anechoic', cysticShare: 1 };
    const scene = buildScene({ seed: 23, nodules: [cyst], scan });
    const view = renderView(scene, 'longitudinal');
    const box = maskBox(view.truth.nodules[0]);
    if (!box) throw new Error('the cyst is not in the picture');
    const middle = box.x + box.width / 2;
    expect(meanGrey(view, middle - 9, box.y + box.height / 2 - 9, 18, 18)).toBeLessThan(30);
    const row = box.y + box.height + 5;
    const below = meanGrey(view, middle - 12, row, 24, 11);
    const beside = meanGrey(view, box.x + box.width + 37, row, 24, 11);
    expect(below).toBeGreaterThan(beside + 12);
  });

  it('shows a hypoechoic nodule darker than the gland, an isoechoic one as bright', () => {
    const contrast = (echogenicity: NoduleSpec['echogenicity']) => {
      const scene = buildScene({ seed: 24, nodules: [{ ...plain, echogenicity }], scan });
      const view = renderView(scene, 'longitudinal');
      return (
        maskedMean(view, view.truth.gland, view.truth.nodules[0]) - maskedMean(view, view.truth.nodules[0])
      );
    };
    const marked = contrast('markedlyHypoechoic');
    const hypo = contrast('hypoechoic');
    expect(marked).toBeGreaterThan(hypo);
    expect(hypo).toBeGreaterThan(15);
    expect(Math.abs(contrast('isoechoic'))).toBeLessThan(12);
  });

  it('moves the masks with the picture when a machine border is added', () => {
    const view = renderView(buildScene({ seed: 25, nodules: [plain], scan }), 'transverse');
    const framed = withOverlay(view, { deviceText: true });
    const before = maskBox(view.truth.nodules[0]);
    const after = maskBox(framed.truth.nodules[0]);
    if (!before || !after) throw new Error('the nodule is not in the picture');
    expect(maskArea(framed.truth.nodules[0])).toBe(maskArea(view.truth.nodules[0]));
    const grey = (v: PhantomView, x: number, y: number) => v.frame.pixels[y * v.frame.width + x];
    expect(grey(framed, after.x + 5, after.y + 5)).toBe(grey(view, before.x + 5, before.y + 5));
    expect(framed.frame.pixels.length).toBe(framed.frame.width * framed.frame.height);
  });
});

function columnSpan(mask: Mask, column: number): [number, number] {
  let top = -1;
  let bottom = -1;
  for (let row = 0; row < mask.height; row++) {
    if (!mask.data[row * mask.width + column]) continue;
    if (top < 0) top = row;
    bottom = row;
  }
  return [top, bottom];
}

function meanGrey(view: PhantomView, left: number, top: number, width: number, height: number): number {
  let sum = 0;
  let n = 0;
  for (let row = Math.round(top); row < top + height; row++) {
    for (let col = Math.round(left); col < left + width; col++) {
      sum += view.frame.pixels[row * view.frame.width + col];
      n++;
    }
  }
  return sum / n;
}

function maskedMean(view: PhantomView, inside: Mask, except?: Mask): number {
  let sum = 0;
  let n = 0;
  inside.data.forEach((pixel, i) => {
    if (!pixel || except?.data[i]) return;
    sum += view.frame.pixels[i];
    n++;
  });
  return sum / n;
}
