import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskArea } from '../segmentation/mask.ts';
import { renderView } from './renderView.ts';
import { buildScene } from './scene.ts';
import { SUBTYPE_LOOKS, type SubtypeLook, subtypePhantom } from './subtypeLooks.ts';

const many = (look: SubtypeLook) =>
  Array.from({ length: 400 }, (_, i) => subtypePhantom(look, i).nodules[0]!);
const share = <T>(list: readonly T[], holds: (one: T) => boolean) => list.filter(holds).length / list.length;
const longest = (n: ReturnType<typeof many>[number]) => Math.max(n.widthMm, n.heightMm, n.lengthMm);

describe('nodules drawn as the rare subtypes are described', () => {
  it('are the same for the same seed and differ between looks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom(...SUBTYPE_LOOKS), (seed, look) => {
        expect(subtypePhantom(look, seed)).toEqual(subtypePhantom(look, seed));
      }),
      { numRuns: 50 },
    );
    const specs = SUBTYPE_LOOKS.map((look) => JSON.stringify(subtypePhantom(look, 3)));
    expect(new Set(specs).size).toBe(4);
  });

  it('follicular ones are oval, never markedly dark, mostly haloed and seldom calcified', () => {
    const nodules = many('ftc');
    expect(share(nodules, (n) => n.heightMm < n.widthMm)).toBe(1);
    expect(share(nodules, (n) => n.echogenicity === 'markedlyHypoechoic')).toBe(0);
    expect(share(nodules, (n) => n.halo === true)).toBeGreaterThan(0.7);
    expect(share(nodules, (n) => (n.macrocalcificationMm ?? 0) > 0)).toBeLessThan(0.15);
  });

  it('medullary ones are dark, without halo, often coarsely calcified, and spiculated only when small', () => {
    const nodules = many('mtc');
    expect(share(nodules, (n) => /ypoechoic/.test(n.echogenicity))).toBeGreaterThan(0.88);
    expect(share(nodules, (n) => n.halo === true)).toBeLessThan(0.1);
    expect(share(nodules, (n) => (n.macrocalcificationMm ?? 0) > 0)).toBeGreaterThan(0.45);
    const spiculated = (small: boolean) =>
      share(
        nodules.filter((n) => n.widthMm < 11 === small),
        (n) => n.margin === 'spiculated',
      );
    expect(spiculated(true)).toBeGreaterThan(3 * spiculated(false));
  });

  it('anaplastic ones are the largest, irregular, often necrotic, and mostly beyond the capsule', () => {
    const nodules = many('atc');
    expect(Math.min(...nodules.map(longest))).toBeGreaterThan(25);
    expect(share(nodules, (n) => n.margin === 'smooth')).toBe(0);
    expect(share(nodules, (n) => (n.necrosis ?? 0) > 0)).toBeGreaterThan(0.4);
    expect(share(nodules, (n) => n.distanceToCapsuleMm < 0)).toBeGreaterThan(0.75);
  });

  it('overlap on purpose: each rare look has neighbours among the others in darkness and size', () => {
    const others = many('other');
    expect(share(others, (n) => n.echogenicity === 'markedlyHypoechoic')).toBeGreaterThan(0.05);
    expect(share(others, (n) => n.halo === true)).toBeGreaterThan(0.08);
    expect(share(others, (n) => (n.macrocalcificationMm ?? 0) > 0)).toBeGreaterThan(0.04);
    expect(share(others, (n) => longest(n) > 25)).toBeGreaterThan(0.1);
  });

  it('an infiltrating one reaches beyond the capsule in the picture it is drawn in', () => {
    const spec = Array.from({ length: 40 }, (_, i) => subtypePhantom('atc', i)).find(
      ({ nodules }) => nodules[0]!.infiltrates && nodules[0]!.distanceToCapsuleMm < -2,
    )!;
    const scan = { ...spec.scan, spacingMmPerPx: 0.6, width: 130, height: 95 };
    const { truth } = renderView(buildScene({ ...spec, scan }), 'transverse');
    const nodule = truth.nodules[0]!;
    const outside = nodule.data.reduce((n, inside, i) => n + (inside && !truth.gland.data[i] ? 1 : 0), 0);
    expect(maskArea(nodule)).toBeGreaterThan(500);
    expect(outside).toBeGreaterThan(20);
    expect(truth.distanceToCapsuleMm[0]).toBe(0);
  });
});
