import { describe, expect, it } from 'vitest';
import { emptyMask } from '../../app/segmentation/mask.ts';
import { placeNodule } from '../../atlas/place.ts';
import type { Placement } from '../../atlas/place.types.ts';
import { builtInField } from '../../atlas/riskField/builtIn.ts';
import { template } from '../../atlas/template/template.ts';
import { colourGland, glandGeometry } from './bodies.ts';
import { lobeHeightMm, scaleOf, volumeMl } from './glandSize.ts';
import { noduleGeometry } from './noduleBody.ts';
import { shownMesh } from './shownGland.ts';
import { triangleSorter } from './sortedTriangles.ts';

const t = template();

function square(x: number, y: number, half: number) {
  const mask = emptyMask(200, 160);
  for (let row = y - half; row <= y + half; row++)
    mask.data.fill(1, row * 200 + x - half, row * 200 + x + half + 1);
  return mask;
}
const view = (x: number, y: number) => ({
  gland: square(100, 80, 60),
  nodule: square(x, y, 12),
  spacingMmPerPx: null,
});
const both: Placement = placeNodule({
  transverse: view(110, 80),
  longitudinal: view(70, 80),
  side: 'left',
  pole: null,
})!;
const oneView: Placement = placeNodule({
  transverse: view(110, 80),
  longitudinal: null,
  side: 'left',
  pole: null,
})!;

describe('the nodule’s body', () => {
  it.each([
    ['a known place', both],
    ['a band of unknown height', oneView],
  ])('of %s stays inside the gland', (_, placement) => {
    const position = noduleGeometry(placement, t, '#ffcb3d').getAttribute('position');
    let outside = 0;
    for (let i = 0; i < position.count; i++)
      if (t.shape(position.getX(i), position.getY(i), position.getZ(i)) > 0.5) outside++;
    expect(outside).toBe(0);
  });

  it('of a band reaches over most of the lobe, that of a known place over the nodule only', () => {
    const height = (placement: Placement) => {
      const geometry = noduleGeometry(placement, t, '#ffcb3d');
      geometry.computeBoundingBox();
      return geometry.boundingBox!.max.y - geometry.boundingBox!.min.y;
    };
    expect(height(oneView)).toBeGreaterThan(40);
    expect(height(both)).toBeLessThan(both.extentMm.inferiorToSuperior + 0.5);
    expect(height(both)).toBeGreaterThan(both.extentMm.inferiorToSuperior * 0.7);
  });
});

describe('the gland’s colours', () => {
  const field = builtInField();
  const sparseOf = (geometry: ReturnType<typeof glandGeometry>) => geometry.getAttribute('sparse').array;

  it('are hatched where too few cases stand behind a place, and nowhere else', () => {
    const geometry = glandGeometry(t.mesh);
    expect(colourGland(geometry, t, field, false)).toBe(false);
    expect([...sparseOf(geometry)].some((v) => v > 0)).toBe(false);
    // the same field without what it knows of the left half
    const [nx] = field.size;
    const values = field.values.map((value, at) =>
      field.origin[0] + (at % nx) * field.stepMm > 0 ? Number.NaN : value,
    );
    expect(colourGland(geometry, t, { ...field, values }, false)).toBe(true);
    const { positions } = t.mesh;
    sparseOf(geometry).forEach((sparse, i) => {
      const x = positions[i * 3]!;
      if (Math.abs(x) > 2 * field.stepMm + 2) expect(sparse).toBe(x > 0 ? 1 : 0);
    });
  });

  it('claim nothing about a pyramidal lobe, which the field does not have', () => {
    const mesh = shownMesh(t, true);
    const geometry = glandGeometry(mesh);
    expect(colourGland(geometry, t, field, false)).toBe(true);
    let above = 0;
    sparseOf(geometry).forEach((sparse, i) => {
      if (mesh.positions[i * 3 + 1]! < 8 || Math.abs(mesh.positions[i * 3]!) > 6) return;
      above++;
      expect(sparse).toBe(1);
    });
    expect(above).toBeGreaterThan(50);
  });
});

describe('the shown gland', () => {
  it('is as large as its sex or its measured height says', () => {
    expect(scaleOf('adult')).toBe(1);
    expect(volumeMl(scaleOf('F'))).toBeCloseTo(12.5, 6);
    expect(volumeMl(scaleOf('M'))).toBeCloseTo(15, 6);
    expect(lobeHeightMm(scaleOf(46))).toBeCloseTo(46, 9);
    expect(lobeHeightMm(scaleOf(900))).toBe(80);
  });
});

describe('the gland’s triangles', () => {
  it('are put in order from far to near for any direction, none lost', () => {
    const geometry = glandGeometry(t.mesh);
    const original = [...geometry.getIndex()!.array];
    const sort = triangleSorter(geometry);
    const position = geometry.getAttribute('position').array;
    const key = (index: ArrayLike<number>, i: number) => `${index[i]} ${index[i + 1]} ${index[i + 2]}`;
    const keys = (index: ArrayLike<number>) =>
      Array.from({ length: index.length / 3 }, (_, i) => key(index, i * 3)).sort();
    for (const toward of [
      [0, 0, 1],
      [0.6, 0.64, -0.48],
      [-1, 0, 0],
    ] as const) {
      sort(toward);
      const index = geometry.getIndex()!.array;
      expect(keys(index)).toEqual(keys(original));
      const depths = Array.from({ length: index.length / 3 }, (_, i) =>
        [0, 1, 2].reduce((sum, c) => {
          const at = index[i * 3 + c]! * 3;
          return (
            sum +
            (position[at]! * toward[0] + position[at + 1]! * toward[1] + position[at + 2]! * toward[2]) / 3
          );
        }, 0),
      );
      const reach = Math.max(...depths) - Math.min(...depths);
      let wrong = 0;
      depths.slice(1).forEach((d, i) => {
        if (d < depths[i]! - (2 * reach) / 1024) wrong++;
      });
      expect(wrong).toBe(0);
    }
  });
});
