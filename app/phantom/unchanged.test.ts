import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { exampleCases } from '../examples/index.ts';
import { renderView } from './renderView.ts';
import { buildScene } from './scene.ts';
import type { NoduleSpec, PhantomSpec } from './spec.ts';

/** Coarser than the product's, to be quick: every step of the picture is run all the same. */
const scan = { spacingMmPerPx: 0.36, width: 128, height: 96 } as const;

const fingerprint = (specs: readonly PhantomSpec[]): string => {
  const hash = createHash('sha256');
  for (const spec of specs) {
    const scene = buildScene({ ...spec, scan: { ...spec.scan, ...scan } });
    const view = renderView(scene, 'transverse');
    hash.update(view.frame.pixels);
    for (const mask of [view.truth.gland, ...view.truth.nodules]) hash.update(mask.data);
  }
  return hash.digest('hex').slice(0, 16);
};

const nodule: NoduleSpec = {
  side: 'right',
  pole: 'middle',
  towards: 'lateral',
  distanceToCapsuleMm: 1,
  widthMm: 12,
  heightMm: 9,
  lengthMm: 14,
  margin: 'lobulated',
  echogenicity: 'isoechoic',
};

it('the twelve examples keep their pixels and masks when a new look is added to the phantom', () => {
  expect(fingerprint(exampleCases().map((example) => example.phantom))).toBe('add0480bf75f40e3');
});

it('halo, cyst, sponge, grains and coarse calcification keep theirs', () => {
  const kinds: Partial<NoduleSpec>[] = [
    { halo: true, heterogeneity: 0.6 },
    { cysticShare: 0.6 },
    { spongiform: 0.8 },
    { microcalcifications: 40, macrocalcificationMm: 3, margin: 'spiculated' },
    { distanceToCapsuleMm: -1, echogenicity: 'markedlyHypoechoic', margin: 'illDefined' },
  ];
  const specs = kinds.map((kind, i) => ({ seed: 900 + i, nodules: [{ ...nodule, ...kind }] }));
  expect(fingerprint(specs)).toBe('89bef18684da4aa1');
});
